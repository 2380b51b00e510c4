using System;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>How far the indexing of a document has come: it takes the same time for each of its stages, by the server's clock.</summary>
/// <param name="BegunAt">When it began.</param>
/// <param name="Duration">How long it takes.</param>
/// <param name="Error">With which words it breaks off in the place of its end; null if it comes to it.</param>
internal sealed record Indexing(DateTimeOffset BegunAt, TimeSpan Duration, string? Error)
{
    private static readonly string[] Stages = ["waiting", "parsing", "cleaning", "splitting", "indexing"];

    public string StatusAt(DateTimeOffset now) => EndAt(now) is null
        ? Stages[(int)((now - BegunAt) / Duration * Stages.Length)]
        : Error is null ? "completed" : "error";

    public bool IsCompleteAt(DateTimeOffset now) => StatusAt(now) == "completed";

    /// <summary>Whether the text has been cut into segments.</summary>
    public bool IsSplitAt(DateTimeOffset now) => StatusAt(now) is "indexing" or "completed";

    public string? ErrorAt(DateTimeOffset now) => EndAt(now) is null ? null : Error;

    public DateTimeOffset? EndAt(DateTimeOffset now) => now - BegunAt >= Duration ? BegunAt + Duration : null;

    public long? CompletedAt(DateTimeOffset now) => Error is null ? EndAt(now)?.ToUnixTimeSeconds() : null;

    public JObject ToJson(string id, int segments, DateTimeOffset now) => new()
    {
        ["id"] = id,
        ["indexing_status"] = StatusAt(now),
        ["processing_started_at"] = BeganAt(1, now),
        ["parsing_completed_at"] = BeganAt(2, now),
        ["cleaning_completed_at"] = BeganAt(3, now),
        ["splitting_completed_at"] = BeganAt(4, now),
        ["completed_at"] = CompletedAt(now),
        ["paused_at"] = null,
        ["error"] = ErrorAt(now),
        ["stopped_at"] = Error is null ? null : EndAt(now)?.ToUnixTimeSeconds(),
        ["completed_segments"] = IsCompleteAt(now) ? segments : 0,
        ["total_segments"] = IsSplitAt(now) ? segments : 0,
    };

    private long? BeganAt(int stage, DateTimeOffset now) =>
        BegunAt + (Duration * stage / Stages.Length) is var at && at <= now ? at.ToUnixTimeSeconds() : null;
}
