using System;
using System.Collections.Generic;
using System.Linq;
using Dify.Cli.Recording;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Recordings;
using Dify.Generated.Tests.StandIn;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>What real servers have sent becomes a script that can be played, and says of the run what they said.</summary>
public sealed class RecorderTests
{
    private static readonly JsonSchemaEvaluation Schema = new(JObject.Parse(RunScript.Schema));

    public static TheoryData<string> Recordings => RecordingFolder.Names(recording => recording.IsOfWorkflowRun);

    [Theory]
    [MemberData(nameof(Recordings))]
    public void A_recorded_exchange_becomes_a_script(string name)
    {
        Recording recording = RecordingFolder.Get(name);
        JObject script = Record(recording);
        RunScript.Parse(script.ToString(), name);

        Assert.True(Schema.IsValid(script), script.ToString());
        Assert.Equal(recording.ServerVersion, (string?)script["server_version"]);
        Assert.Equal(Texts(recording), (script["runs"] ?? new JArray()).SelectMany(run => run["steps"]!).Select(TextOf).OfType<string>());
        Assert.Equal(recording.Exchanges.Count(StartsRun), script["runs"]?.Count() ?? 0);
    }

    // A node that runs ends once in the script, however often streams and snapshots repeat it.
    [Theory]
    [MemberData(nameof(Recordings))]
    public void No_node_ends_twice_in_a_script(string name)
    {
        foreach (JToken run in Record(RecordingFolder.Get(name))["runs"] ?? new JArray())
        {
            IEnumerable<string?> ids = run["steps"]!.OfType<JObject>().Select(step => (string?)step["node_finished"]?["id"]);
            string[] ended = [.. ids.OfType<string>()];

            Assert.Equal(ended.Distinct(), ended);
        }
    }

    private static JObject Record(Recording recording)
    {
        var time = new FakeTimeProvider();
        var recorder = new ScriptRecorder(new Uri("https://dify.example/v1"), time, keepsWaits: true);
        var pieces = new List<(TimeSpan At, Action Note)>();
        TimeSpan begins = TimeSpan.Zero;
        foreach (RecordedExchange exchange in recording.Exchanges)
        {
            begins = exchange.Begins ?? begins;
            ExchangeRecorder? answer = null;
            Add(begins, () =>
            {
                answer = recorder.Begin(exchange.Method, exchange.Path, "Bearer app-test");
                answer.NoteHead(exchange.Status, exchange.Header("Content-Type"), exchange.Header);
            });
            foreach (RecordedPiece piece in exchange.Pieces)
            {
                Add(begins + piece.After, () => answer!.NoteBytes(piece.Bytes.Span));
            }

            TimeSpan ends = begins + (exchange.Closes ?? exchange.Pieces.Select(piece => piece.After).DefaultIfEmpty().Max());
            Add(ends, () => answer!.NoteEnd(exchange.Closes is null ? AnswerEnd.Left : AnswerEnd.Closed));
            begins = exchange.Begins is null ? ends : begins;
        }

        // Sorting keeps the order of what came at the same time.
        foreach ((TimeSpan at, Action note) in pieces.OrderBy(piece => piece.At))
        {
            time.SetUtcNow(time.Start + at > time.GetUtcNow() ? time.Start + at : time.GetUtcNow());
            note();
        }

        return JObject.Parse(recorder.ToScript());

        void Add(TimeSpan at, Action note) => pieces.Add((at, note));
    }

    private static bool StartsRun(RecordedExchange exchange) => Recording.IsStart(exchange) && exchange.Status == 200;

    // The text as its first stream tells it, without addresses, which are replaced; of a run whose start was not seen nothing is written.
    private static IEnumerable<string> Texts(Recording recording) => recording.Exchanges
        .Where(exchange => exchange.IsEventStream && StartsRun(recording.Exchanges[0]))
        .Take(LeadingStreams(recording))
        .SelectMany(exchange => exchange.BodyText.Split("\n\n"))
        .Where(block => block.StartsWith("data: ", StringComparison.Ordinal) && block.Contains("\"text_chunk\"", StringComparison.Ordinal))
        .Select(block => (string)RecordedEvent.Parse(block["data: ".Length..])["data"]!["text"]!)
        .Select(WithoutAddress);

    // A stream that is whole has told all; one that breaks off or pauses is taken up by the next.
    private static int LeadingStreams(Recording recording) =>
        recording.Exchanges.Where(exchange => exchange.IsEventStream).TakeWhile(exchange => !IsWhole(exchange)).Count() + 1;

    private static bool IsWhole(RecordedExchange exchange) => exchange.BodyText.Contains("\"workflow_finished\"", StringComparison.Ordinal);

    private static string WithoutAddress(string text) => text.Split("://")[0];

    private static string? TextOf(JToken step) => step is JObject named && named["text"] is { } text
        ? WithoutAddress((string)(text is JObject placed ? placed["text"] : text)!)
        : null;
}
