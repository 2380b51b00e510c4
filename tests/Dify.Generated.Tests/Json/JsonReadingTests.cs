using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Fuzzing;
using Dify.Generated.Tests.Goals;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Json;

/// <summary>The client reads the JSON that the platform reads, and nothing else but what servers write that is none.</summary>
[Collection(FuzzBudget.Collection)]
[Trait(Goal.Trait, "C12")]
public sealed class JsonReadingTests(ITestOutputHelper output)
{
    private const int Rounds = 5_000;

    // Without a line break: within a text the platform minds one, which the data of an event may have.
    private const string Whole =
        """{"id":"r","a\"b":"\u00fc\n\t\\\/","n":[0,-1,2.5,1e10,-0.0,1E-7,12345678901234567890], """
        + """ "m":[9223372036854775807,-9223372036854775808],"""
        + """ "empty":{},"none":[],"words":[true,false,null],"deep":{"a":[{"b":[[]]}]},"twice":1,"twice":2,"漢字":"é"}""";

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "falsy", "-", "+", "0", "01", ".", "1.", ".5", "1e", "1e+", "1e5", "-0",
        "\\u0041", "\\u00", "\\x", "\\", "/*", "//", "'", "0x1", " ", "undefined",
        "99999999999999999999999999999999999999999999", "1234567890.12345678901234567890",
    ];

    [Fact(Timeout = 3_600_000)]
    public async Task It_takes_refuses_and_gives_what_the_platform_does()
    {
        var budget = new FuzzBudget(Rounds);
        int taken = 0;
        while (budget.TryBegin(out int seed))
        {
            string text = Mutate(new Random(seed));
            using JsonDocument? expected = TryParse(Answer(text));
            JToken? read = await TryReadAsync(text);

            Assert.True(read is not null == expected is not null, $"seed {seed}: {text}");
            if (expected is not null)
            {
                taken++;
                JsonElement outputs = expected.RootElement.EnumerateObject().Last(member => member.NameEquals("outputs")).Value;
                Assert.True(IsSame(outputs, read!), $"seed {seed}: {text}");
            }
        }

        Assert.InRange(taken, budget.Rounds / 20, budget.Rounds);
        output.Report(
            "C12", FormattableString.Invariant($"{budget.Rounds:#,0} texts, {taken:#,0} of them JSON: as the platform reads them"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(" ")]
    [InlineData("{'a':1}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1,]")]
    [InlineData("[,1]")]
    [InlineData("[1 2]")]
    [InlineData("{\"a\" 1}")]
    [InlineData("[1}")]
    [InlineData("/* a comment */ 1")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("0x10")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\u12g4\"")]
    [InlineData("\"a\\\"")]
    [InlineData("undefined")]
    [InlineData("nul")]
    [InlineData("1 2")]
    public async Task What_is_no_JSON_is_refused(string text) => Assert.Null(await TryReadAsync(text));

    [Theory(Timeout = 30_000)]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("\"\\ud83d\"", "\uFFFD")]
    [InlineData("\"a\\ude00\\ud83db\"", "a\uFFFD\uFFFDb")]
    [InlineData("\"one\ntwo\"", "one\ntwo")]
    [InlineData("\"\\u0000\\u001F\"", "\0\u001F")]
    public async Task Texts_are_read(string text, string expected)
        => Assert.Equal(expected, (string?)await TryReadAsync(text), StringComparer.Ordinal);

    [Fact(Timeout = 30_000)]
    public async Task A_number_of_very_many_digits_is_kept_as_it_is_written()
    {
        string number = new('7', 100_000);

        Assert.Equal(number, (await TryReadAsync(number))!.ToString(Formatting.None), StringComparer.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failure_tells_its_line_and_position_and_no_word_of_the_server()
    {
        using DifyWorkflowClient client = StubHandler.Json("{\n  \"id\": \"r\",\n  \"outputs\": secret }").CreateClient();
        var failure = await Assert.ThrowsAsync<DifyProtocolException>(() => client.GetWorkflowRunDetailAsync(SampleId.Run));

        Assert.Contains("line 3, position 13", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Events_of_a_stream_share_what_they_repeat()
    {
        string frames = Frame("run-1", "one") + Frame("run-1", "two") + Frame("run-2", "three");
        List<TextChunkEvent> events = await ReadAsync(frames, static next => next);

        Assert.Same(events[0].WorkflowRunId, events[1].WorkflowRunId);
        Assert.Same(events[0].TaskId, events[2].TaskId);
        Assert.Same(events[0].Data.FromVariableSelector[0], events[2].Data.FromVariableSelector[0]);
        Assert.Same(events[0].Data.FromVariableSelector[1], events[2].Data.FromVariableSelector[1]);
        Assert.Equal(["run-1", "run-1", "run-2"], events.Select(static next => next.WorkflowRunId));
        Assert.Equal(["one", "two", "three"], events.Select(static next => next.Data.Text));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_server_makes_up_is_right_and_is_not_kept()
    {
        const int Count = 5000;
        List<WeakReference> ids = await ReadAsync(
            string.Concat(Enumerable.Range(0, Count).Select(static i => Frame($"run-{i}", "word"))),
            static next => new WeakReference(next.WorkflowRunId!),
            seen: (i, next) => Assert.Equal($"run-{i}", next.WorkflowRunId),
            beforeEnd: static ids =>
            {
                GC.Collect();
                Assert.InRange(ids.Count(static id => id.IsAlive), 0, 100);
            });

        Assert.Equal(Count, ids.Count);
    }

    // Reads a stream of pieces of text; what is asked for is looked at while the stream is still open.
    private static async Task<List<T>> ReadAsync<T>(
        string frames, Func<TextChunkEvent, T> take, Action<int, TextChunkEvent>? seen = null, Action<List<T>>? beforeEnd = null)
    {
        const string Finished =
            """{"event":"workflow_finished","workflow_run_id":"r","task_id":"t","data":{"id":"r","status":"succeeded"}}""";
        string end = $"data: {Finished}\n\n";
        using DifyWorkflowClient client = StubHandler.Always(200, "text/event-stream", Encoding.UTF8.GetBytes(frames + end)).CreateClient();
        var taken = new List<T>();
        await foreach (WorkflowStreamEvent next in client.ExecuteWorkflowStreamingAsync(Samples.Run()))
        {
            if (next is TextChunkEvent chunk)
            {
                seen?.Invoke(taken.Count, chunk);
                taken.Add(take(chunk));
            }
            else
            {
                beforeEnd?.Invoke(taken);
            }
        }

        return taken;
    }

    private static string Frame(string run, string words)
        => $$$"""data: {"event":"text_chunk","workflow_run_id":"{{{run}}}","task_id":"c3800678-a077-43df-a102-53f23ed20b88",""" + " "
            + $$$""" "data":{"text":"{{{words}}}","from_variable_selector":["1721365917005","text"]}}""" + "\n\n";

    private static string Answer(string outputs) => $$"""{"id":"r","outputs":{{outputs}} }""";

    private static async Task<JToken?> TryReadAsync(string outputs)
    {
        using DifyWorkflowClient client = StubHandler.Json(Answer(outputs)).CreateClient();
        try
        {
            return (await client.GetWorkflowRunDetailAsync(SampleId.Run)).Outputs;
        }
        catch (DifyProtocolException)
        {
            return null;
        }
    }

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static bool IsSame(JsonElement expected, JToken read) => expected.ValueKind switch
    {
        JsonValueKind.Null => read.Type == JTokenType.Null,
        JsonValueKind.Object => read is JObject own && IsSame(expected, own),
        JsonValueKind.Array => read is JArray own && expected.GetArrayLength() == own.Count
            && expected.EnumerateArray().Zip(own).All(pair => IsSame(pair.First, pair.Second)),
        JsonValueKind.String => read.Type == JTokenType.String && expected.GetString() == (string?)read,
        JsonValueKind.Number => IsSameNumber(expected.GetRawText(), read.ToString(Formatting.None)),
        _ => read.Type == JTokenType.Boolean && expected.GetBoolean() == (bool)read,
    };

    // Of a name that comes twice the last one counts.
    private static bool IsSame(JsonElement expected, JObject read)
    {
        var members = expected.EnumerateObject().GroupBy(member => member.Name).ToList();
        return members.Count == read.Count && members.All(member => read[member.Key] is { } value && IsSame(member.Last().Value, value));
    }

    private static bool IsSameNumber(string expected, string read)
        => expected == read || Number(expected).Equals(Number(read));

    private static double Number(string written) => double.Parse(written, CultureInfo.InvariantCulture);

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(Whole);
        if (random.Next(4) == 0)
        {
            int from = random.Next(text.Length);
            text = new StringBuilder(Whole.Substring(from, random.Next(Whole.Length - from)));
        }

        for (int damage = random.Next(4); damage > 0; damage--)
        {
            int at = random.Next(text.Length + 1);
            int length = Math.Min(random.Next(4), text.Length - at);
            text.Remove(at, length).Insert(at, random.Next(3) == 0 ? string.Empty : Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }
}
