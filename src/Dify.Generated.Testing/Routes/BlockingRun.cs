using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Follows a run to its end or its pause and makes the one answer of a blocking call.</summary>
internal static class BlockingRun
{
    private static readonly string[] FinishedMembers =
        ["id", "workflow_id", "status", "outputs", "error", "elapsed_time", "total_tokens", "total_steps", "created_at", "finished_at"];

    public static async Task<Reply> WaitAsync(TestRun run, RunReader reader, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                RunFrame frame = await reader.Frames.ReadAsync(cancellationToken).ConfigureAwait(false);
                if ((run.Message is { } message ? BlockingAnswer.Of(run, message, frame) : Of(run, frame)) is { } answer)
                {
                    return answer;
                }
            }
        }
        finally
        {
            run.CloseReader(reader);
        }
    }

    private static Reply? Of(TestRun run, RunFrame frame) => frame switch
    {
        EventFrame { Event: "workflow_finished" } end => Answer(run, Finished(end)),
        EventFrame { Event: "workflow_paused" } pause => Answer(run, Paused(run, pause)),
        EventFrame { Event: "error" } error => Failed(error),
        CutFrame => new CutReply(),
        EndFrame => Problem.InvalidParameter("The queue was closed before the run had ended."),
        _ => null,
    };

    private static ContentReply Answer(TestRun run, JObject data)
    {
        string json = JsonText.Spaced(new JObject { ["task_id"] = run.TaskId, ["workflow_run_id"] = run.RunId, ["data"] = data });
        return new ContentReply(200, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));
    }

    private static JObject Finished(EventFrame frame)
    {
        var data = new JObject();
        foreach (string name in FinishedMembers)
        {
            data[name] = frame.Json["data"]?[name]?.DeepClone();
        }

        return data;
    }

    private static JObject Paused(TestRun run, EventFrame frame)
    {
        JToken paused = frame.Json["data"]!;
        return new JObject
        {
            ["id"] = run.RunId,
            ["workflow_id"] = run.WorkflowId,
            ["status"] = RunStatus.Paused,
            ["outputs"] = new JObject(),
            ["error"] = null,
            ["elapsed_time"] = paused["elapsed_time"]?.DeepClone(),
            ["total_tokens"] = paused["total_tokens"]?.DeepClone(),
            ["total_steps"] = paused["total_steps"]?.DeepClone(),
            ["created_at"] = paused["created_at"]?.DeepClone(),
            ["finished_at"] = null,
            ["paused_nodes"] = paused["paused_nodes"]?.DeepClone(),
            ["reasons"] = paused["reasons"]?.DeepClone(),
        };
    }

    /// <summary>A run that fails before it starts has no code in the stream; the blocking call says 400 invalid_param instead.</summary>
    public static ContentReply Failed(EventFrame frame)
    {
        string message = (string?)frame.Json["message"] ?? "";
        return (string?)frame.Json["code"] is { } code
            ? Problem.Create((int?)frame.Json["status"] ?? 500, code, message)
            : Problem.InvalidParameter(message);
    }
}
