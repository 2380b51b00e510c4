using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Answers the calls of one run from a list of events, in place of a connection.</summary>
internal sealed class ScriptedAnswers : HttpMessageHandler
{
    private readonly Queue<string> streams = new();
    private readonly EventCatalog<DifyStreamEvent> catalog;
    private readonly JObject ids;
    private readonly JObject detail;

    /// <param name="catalog">The events that the client knows.</param>
    /// <param name="events">The events in order.</param>
    /// <param name="workflowRunId">The id of the run, for its events that have none.</param>
    /// <param name="ids">What else every event has, unless it says otherwise.</param>
    public ScriptedAnswers(EventCatalog<DifyStreamEvent> catalog, IEnumerable<DifyStreamEvent> events, string workflowRunId, JObject ids)
    {
        this.catalog = catalog;
        this.ids = ids;
        detail = new JObject { ["id"] = workflowRunId, ["status"] = WorkflowRunStatus.Running.Value };
        var stream = new StringBuilder();
        foreach (var next in events)
        {
            stream.Append("data: ").Append(DifyJson.ToText(Complete(next, workflowRunId))).Append("\n\n");
            if (next is WorkflowPausedEvent)
            {
                streams.Enqueue(stream.ToString());
                stream.Clear();
            }
        }

        streams.Enqueue(stream.ToString());
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Task.FromResult(Answer(request));

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var isRead = request.Method == HttpMethod.Get;
        var isStream = request.Headers.Accept.ToString() == MediaType.EventStream;
        lock (streams)
        {
            if (isStream)
            {
                return streams.Count > 0 ? Answer(HttpStatusCode.OK, streams.Dequeue(), MediaType.EventStream)
                    : Answer(HttpStatusCode.NotFound, """{"code":"not_found","message":"The script is at its end.","status":404}""",
                        MediaType.Json);
            }

            if (!isRead && request.RequestUri!.AbsolutePath.EndsWith("/stop", StringComparison.Ordinal))
            {
                detail["status"] = WorkflowRunStatus.Stopped.Value;
            }

            return Answer(HttpStatusCode.OK, isRead ? DifyJson.ToText(detail) : """{"result":"success"}""", MediaType.Json);
        }
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body, string mediaType)
        => new(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };

    private JObject Complete(DifyStreamEvent next, string workflowRunId)
    {
        if (next is null)
        {
            throw new ArgumentNullException(nameof(next));
        }

        var members = DifyJson.ToObject(next);
        SetIfMissing(members, "event", () => NameOf(next));
        if (next is WorkflowStreamEvent)
        {
            SetIfMissing(members, "workflow_run_id", () => workflowRunId);
        }

        foreach (var id in ids.Properties())
        {
            SetIfMissing(members, id.Name, () => (string)id.Value!);
        }

        return members;
    }

    private static void SetIfMissing(JObject members, string name, Func<string> value)
    {
        if (members[name] is null or { Type: JTokenType.Null } or JValue { Value: "" })
        {
            members[name] = value();
        }
    }

    // A class is named after its event: TextChunkEvent, text_chunk.
    private string NameOf(DifyStreamEvent next)
    {
        var type = next.GetType().Name;
        var words = type.EndsWith("Event", StringComparison.Ordinal) ? type.Substring(0, type.Length - "Event".Length) : type;
        var name = string.Concat(words.Select(static (c, index) => (index > 0 && char.IsUpper(c) ? "_" : "") + char.ToLowerInvariant(c)));
        return catalog.Create(name)?.GetType() == next.GetType()
            ? name
            : throw new ArgumentException(ClientText.Format("MemberMissing", nameof(next.Event)), nameof(next));
    }
}
