namespace Dify.Generated;

/// <summary>What spans, measurements and logs say of a run: what the server told, as far as it is no text of its own making.</summary>
internal readonly record struct WorkflowRunFacts
{
    // A UUID has 36.
    private const int LongestId = 64;

    public WorkflowRunFacts(string? workflowRunId, string? taskId, string? status = null, long? totalTokens = null)
    {
        WorkflowRunId = IdOrNull(workflowRunId);
        TaskId = IdOrNull(taskId);
        Status = KnownStatus(status);
        TotalTokens = totalTokens is >= 0 ? totalTokens : null;
    }

    public string? WorkflowRunId { get; }

    public string? TaskId { get; }

    /// <summary>The id of the conversation; null if the run belongs to none.</summary>
    public string? ConversationId { get; init; }

    /// <summary>How the run ended or where it stands; null if nobody said.</summary>
    public string? Status { get; }

    public long? TotalTokens { get; }

    /// <summary>Whether the server said that the run has failed.</summary>
    public bool HasFailed => Status == "failed";

    /// <summary>Whether the run may still go on, so that its tokens are not the last word.</summary>
    public bool IsPaused => Status == "paused";

    private static string? KnownStatus(string? word) => word switch
    {
        null or "" => null,
        "scheduled" or "running" or "succeeded" or "partial-succeeded" or "failed" or "stopped" or "paused" => word,
        _ => TelemetryName.Other,
    };

    // A server may call anything an id; what does not look like one is its text, and is not told.
    public static string? IdOrNull(string? id)
    {
        if (id is not { Length: > 0 and <= LongestId })
        {
            return null;
        }

        foreach (var character in id)
        {
            if (character is not ((>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '-' or '_'))
            {
                return null;
            }
        }

        return id;
    }
}
