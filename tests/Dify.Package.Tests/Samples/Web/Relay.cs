using System.Net.ServerSentEvents;
using System.Text.Json;
using Dify.Generated;

namespace Web;

/// <summary>Passes a run on as server-sent events: its text, then how it ended. The status of the answer is long gone when a run fails in
/// the middle, so a failure is an event of its own.</summary>
internal static class Relay
{
    public const string End = "end";

    public static async IAsyncEnumerable<SseItem<string>> Events(WorkflowRun run)
    {
        await using var pieces = run.TextAsync().GetAsyncEnumerator();
        while (true)
        {
            SseItem<string> next;
            try
            {
                next = await pieces.MoveNextAsync()
                    ? new SseItem<string>(pieces.Current, "text")
                    : new SseItem<string>(run.Outcome!.Status.Value, End) { EventId = End };
            }
            catch (DifyApiException failure)
            {
                // The server's own sentence stays behind: it may repeat what users typed.
                next = new SseItem<string>(JsonSerializer.Serialize(new { code = failure.Code, detail = failure.Explain() }),
                    "failure") { EventId = End };
            }

            yield return next;
            if (next.EventId == End)
            {
                yield break;
            }
        }
    }
}
