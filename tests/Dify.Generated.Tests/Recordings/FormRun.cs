using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// A run that waits for people, recorded from the stand-in: forms with every kind of input, at once or one after the other, answered in
/// some order, on a server of some version.
/// </summary>
internal static class FormRun
{
    private const string User = "u1";

    // Among the inputs of any two forms are a file and a text or a choice; three have all four kinds.
    private static readonly IReadOnlyDictionary<char, PauseFormInput[]> Inputs = new Dictionary<char, PauseFormInput[]>
    {
        ['a'] = [new("picture", "file"), new("comment")],
        ['b'] = [new("papers", "file-list"), new("choice", "select") { Options = ["one", "two"] }],
        ['c'] = [],
    };

    /// <summary>Lets a run play and writes down what the server says.</summary>
    /// <param name="version">The version that the stand-in stands for.</param>
    /// <param name="order">A letter for each form, in the order in which they are answered.</param>
    /// <param name="isInSequence">Whether each form is asked for when the one before was answered, instead of all at once.</param>
    /// <param name="bound">Ends everything.</param>
    public static async Task<RecordedRun> RecordAsync(string version, string order, bool isInSequence, CancellationToken bound)
    {
        await using var server = DifyTestServer.Start(new DifyTestServerOptions
        {
            ServerVersion = version,
            AnsweredRunsEndStopped = false,
            StreamCloseDelay = TimeSpan.Zero,
        });
        server.OnRun(run => Script(run, order, isInSequence));
        using var client = new HttpClient { BaseAddress = new Uri(server.BaseAddress + "/"), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {server.ApiKey}");
        var start = new JObject { ["inputs"] = new JObject(), ["response_mode"] = "streaming", ["user"] = User };
        var exchanges = new List<RecordedExchange>
        {
            await ReadAsync(client, new HttpRequestMessage(HttpMethod.Post, "workflows/run") { Content = Json(start) }, null, bound),
        };
        RecordedRun begun = RecordedRun.Of(exchanges);
        var waiting = new Queue<char>(order);
        string resumed = $"workflow/{begun.RunId}/events?user={User}&include_state_snapshot=true&continue_on_pause=true";
        exchanges.Add(await ReadAsync(client, new HttpRequestMessage(HttpMethod.Get, resumed), AnswerAsync, bound));
        return RecordedRun.Of(exchanges);

        // The stream is at a pause: the next form is answered, unless all are.
        async Task AnswerAsync(RecordedEvent pause)
        {
            if (waiting.TryDequeue(out char node))
            {
                string token = (string)pause.Reasons.First(reason => (string?)reason["node_id"] == $"{node}")["form_token"]!;
                var answer = new JObject { ["action"] = "approve", ["user"] = User, ["inputs"] = AnswersTo(Inputs[node]) };
                var request = new HttpRequestMessage(HttpMethod.Post, $"form/human_input/{token}") { Content = Json(answer) };
                exchanges.Add(await ReadAsync(client, request, null, bound));
            }
        }
    }

    private static void Script(RunScriptBuilder run, string order, bool isInSequence)
    {
        PauseForm[] forms = [.. order.Order().Select(node => new PauseForm { NodeId = $"{node}", Inputs = Inputs[node] })];
        run.Started().Text("before ");
        foreach (PauseForm[] pause in isInSequence ? order.Select(node => Array.FindAll(forms, form => form.NodeId == $"{node}")) : [forms])
        {
            run.Pause(pause).NodeStarted("work").Text("between ").NodeFinished("work");
        }

        run.Text("after").Finish(new { done = true });
    }

    private static JObject AnswersTo(IEnumerable<PauseFormInput> inputs)
    {
        var file = new JObject { ["type"] = "image", ["transfer_method"] = "remote_url", ["url"] = "https://files.example/one.png" };
        return new JObject(inputs.Select(input => new JProperty(input.Name, input.Type switch
        {
            "file" => file,
            "file-list" => new JArray(file),
            "select" => input.Options[0],
            _ => "fine",
        })));
    }

    private static StringContent Json(JObject body) => new(body.ToString(), Encoding.UTF8, "application/json");

    private static async Task<RecordedExchange> ReadAsync(
        HttpClient client, HttpRequestMessage request, Func<RecordedEvent, Task>? onPause, CancellationToken bound)
    {
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound);
        response.EnsureSuccessStatusCode();
        var exchange = new RecordedExchange(
            request.Method.Method,
            request.RequestUri!.PathAndQuery,
            null,
            (int)response.StatusCode,
            [new("Content-Type", $"{response.Content.Headers.ContentType}")],
            null,
            [],
            TimeSpan.Zero,
            RecordedEnd.Closed);
        using var body = new MemoryStream();
        using Stream stream = await response.Content.ReadAsStreamAsync(bound);
        byte[] buffer = new byte[16 * 1024];
        int told = 0;
        while (await stream.ReadAsync(buffer, bound) is > 0 and int count)
        {
            body.Write(buffer, 0, count);
            if (onPause is null)
            {
                continue;
            }

            IReadOnlyList<RecordedEvent> events = RecordedEvent.Of(Whole(exchange, body));
            foreach (RecordedEvent pause in events.Skip(told).Where(next => next.Name == "workflow_paused"))
            {
                await onPause(pause);
            }

            told = events.Count;
        }

        return Whole(exchange, body);
    }

    private static RecordedExchange Whole(RecordedExchange exchange, MemoryStream body)
        => exchange with { Pieces = [new RecordedPiece(TimeSpan.Zero, body.ToArray())] };
}
