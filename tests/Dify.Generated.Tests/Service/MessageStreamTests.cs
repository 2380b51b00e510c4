using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Recordings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Service;

/// <summary>The streams of chats, of text generation and of pipelines: each event by its type, and no cut stream taken for a whole
/// one.</summary>
public sealed class MessageStreamTests
{
    private const string Message = """{"event":"message","task_id":"t","message_id":"m","conversation_id":"c","answer":"Hi"}""";
    private const string MessageEnd = """{"event":"message_end","task_id":"t","message_id":"m","conversation_id":"c","metadata":{}}""";
    private const string RunStarted = """{"event":"workflow_started","task_id":"t","workflow_run_id":"r","data":{"id":"r"}}""";
    private const string RunFinished =
        """{"event":"workflow_finished","task_id":"t","workflow_run_id":"r","data":{"id":"r","status":"succeeded","outputs":{"answer":"Hi"}}}""";
    private const string RunPaused =
        """{"event":"workflow_paused","task_id":"t","workflow_run_id":"r","data":{"workflow_run_id":"r","reasons":[]}}""";
    private const string Failed =
        """{"event":"error","message_id":"m","code":"completion_request_error","status":400,"message":"The provider failed."}""";

    // Whole streams: what comes after which event.
    private static readonly Dictionary<string, string[]> Whole = new()
    {
        ["a chat"] = [Message, Message, MessageEnd],
        ["a chatflow"] = [RunStarted, Message, MessageEnd, RunFinished],
        ["a chatflow that waits for people"] = [RunStarted, Message, RunPaused],
        ["a chatflow that fails"] = [RunStarted, RunFinished.Replace("succeeded", "failed", StringComparison.Ordinal)],
    };

    public static TheoryData<string> Streams => [.. Whole.Keys];

    public static TheoryData<string> Recorded => RecordingFolder.Names(recording => recording.Exchanges.Any(IsAnswer));

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Streams))]
    public async Task A_whole_stream_ends_well_and_a_shorter_one_never_does(string name)
    {
        string[] events = Whole[name];

        Assert.Equal(events.Select(NameOf), (await ChatAsync(Body(events))).Select(next => next.Event));
        for (int count = 0; count < events.Length; count++)
        {
            var failure = await Assert.ThrowsAsync<DifyConnectionException>(() => ChatAsync(Body(events[..count])));
            Assert.True(failure.IsTransient);
            Assert.Equal("sendChatMessageStreaming", failure.Operation);

            // In the middle of an event, too.
            await Assert.ThrowsAnyAsync<DifyApiException>(() => ChatAsync(Body(events[..count]) + "data: {\"event\":\"mess"));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task What_follows_the_end_of_an_answer_is_given_and_what_breaks_there_is_no_failure()
    {
        const string Speech = """{"event":"tts_message_end","task_id":"t","message_id":"m","audio":""}""";

        Assert.Equal(
            ["message", "message_end", "tts_message_end"], (await ChatAsync(Body(Message, MessageEnd, Speech))).Select(next => next.Event));
        Assert.Equal(["message", "message_end"], (await ChatAsync(Body(Message, MessageEnd) + "data: {\"ev")).Select(next => next.Event));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failure_of_the_model_is_thrown_as_the_waiting_call_throws_it()
    {
        var failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => ChatAsync(Body(Message, Failed)));

        Assert.Equal(DifyErrorCode.CompletionRequestError, failure.Code);
        Assert.Equal("The provider failed.", failure.ServerMessage);
        Assert.DoesNotContain("provider failed", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => ReadAsync(
            Completion(Body(Failed)).CreateCompletionMessageStreamingAsync(new CompletionRequest { Inputs = [], User = "u" })));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_text_generation_ends_with_its_message()
    {
        Assert.Equal(["message", "message_end"], (await ReadAsync(
            Completion(Body(Message, MessageEnd)).CreateCompletionMessageStreamingAsync(new CompletionRequest { Inputs = [], User = "u" })))
            .Select(next => next.Event));
        await Assert.ThrowsAsync<DifyConnectionException>(
            () => ReadAsync(
                Completion(Body(Message)).CreateCompletionMessageStreamingAsync(new CompletionRequest { Inputs = [], User = "u" })));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("""{"event":"datasource_completed","data":[]}""")]
    [InlineData("""{"event":"datasource_error","error":"e"}""")]
    public async Task A_data_source_says_itself_that_it_is_done(string last)
    {
        const string Going = """{"event":"datasource_processing","completed":1,"total":2}""";
        var request = new RunDatasourceNodeRequest { Inputs = [], DatasourceType = "online_document", IsPublished = true };

        Assert.Equal(2, (await ReadAsync(Knowledge(Body(Going, last)).RunDatasourceNodeAsync(SampleId.Run, "node", request))).Count);
        await Assert.ThrowsAsync<DifyConnectionException>(
            () => ReadAsync(Knowledge(Body(Going)).RunDatasourceNodeAsync(SampleId.Run, "node", request)));
    }

    [Fact]
    public async Task An_answer_that_the_method_cannot_read_is_refused_before_anything_is_sent()
    {
        using StubHandler handler = StubHandler.Json("{}");
        var chat = (IDifyChatClient)ServiceClient.Of(nameof(DifyChatClient)).On(handler);

        await Assert.ThrowsAsync<ArgumentException>(() => chat.SendChatMessageAsync(
            new ChatRequest { Inputs = [], Query = "q", User = "u", ResponseMode = ResponseMode.Streaming }));
        await Assert.ThrowsAsync<ArgumentException>(() => ReadAsync(chat.SendChatMessageStreamingAsync(
            new ChatRequest { Inputs = [], Query = "q", User = "u", ResponseMode = ResponseMode.Blocking })));
        Assert.Equal(0, handler.Count);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Recorded))]
    public async Task What_a_real_server_streamed_is_read_event_by_event(string recording)
    {
        foreach (RecordedExchange exchange in RecordingFolder.Get(recording).Exchanges.Where(IsAnswer))
        {
            List<JObject> sent = [.. exchange.BodyText.Split('\n')
                .Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
                .Select(line => Parse(line["data: ".Length..]))];
            List<DifyStreamEvent> read = [];
            Exception? failure = await Record.ExceptionAsync(async () =>
            {
                await foreach (DifyStreamEvent next in Start(exchange))
                {
                    read.Add(next);
                }
            });

            Assert.Equal(sent.Any(one => (string?)one["event"] == "error"), failure is DifyApiException);
            Assert.True(failure is null or DifyApiException { Code.IsEmpty: false }, $"{failure}");
            Assert.All(read, next => Assert.IsNotType<UnknownEvent>(next));
            Assert.Equal(
                sent.Where(one => (string?)one["event"] != "error").Select(one => (string?)one["event"]),
                read.Where(next => next is not PingEvent).Select(next => next.Event));
            foreach ((JObject before, DifyStreamEvent after) in sent.Zip(read.Where(next => next is not PingEvent)))
            {
                Assert.Empty(Lost(before, Parse(JsonConvert.SerializeObject(after)), after.Event));
            }
        }
    }

    private static bool IsAnswer(RecordedExchange exchange)
        => exchange is { Method: "POST", Status: 200, IsEventStream: true, Path: "/chat-messages" or "/completion-messages" }
            && exchange.BodyText.Contains("message_end", StringComparison.Ordinal)
            | exchange.BodyText.Contains("\"error\"", StringComparison.Ordinal);

    private static IAsyncEnumerable<DifyStreamEvent> Start(RecordedExchange exchange)
        => exchange.Path == "/chat-messages"
            ? Chat(exchange.BodyText).SendChatMessageStreamingAsync(new ChatRequest { Inputs = [], Query = "q", User = "u" })
            : Completion(exchange.BodyText).CreateCompletionMessageStreamingAsync(new CompletionRequest { Inputs = [], User = "u" });

    /// <summary>What was sent and is not written again: a null is nothing, and a price is its number.</summary>
    private static IEnumerable<string> Lost(JToken before, JToken? after, string place) => (before, after) switch
    {
        ({ Type: JTokenType.Null }, _) => [],
        (JObject members, JObject others) =>
            members.Properties().SelectMany(member => Lost(member.Value, others[member.Name], $"{place}.{member.Name}")),
        (JArray items, JArray others) when items.Count == others.Count =>
            items.Zip(others).SelectMany((pair, index) => Lost(pair.First, pair.Second, $"{place}[{index}]")),
        (JValue one, JValue other) when $"{one.Value}" == $"{other.Value}" || (decimal.TryParse($"{one.Value}", out decimal left)
            && decimal.TryParse($"{other.Value}", out decimal right)
            && left == right) => [],
        _ => [$"{place}: sent {before}, written {after}"],
    };

    private static JObject Parse(string json) => JsonConvert.DeserializeObject<JObject>(
        json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal })!;

    private static string NameOf(string json) => (string)JObject.Parse(json)["event"]!;

    private static string Body(params string[] events) => string.Concat(events.Select(next => $"data: {next}\n\n"));

    private static StubHandler Stream(string body) => StubHandler.Always(200, "text/event-stream", Encoding.UTF8.GetBytes(body));

    private static IDifyChatClient Chat(string body) => (IDifyChatClient)ServiceClient.Of(nameof(DifyChatClient)).On(Stream(body));

    private static IDifyCompletionClient Completion(string body)
        => (IDifyCompletionClient)ServiceClient.Of(nameof(DifyCompletionClient)).On(Stream(body));

    private static IDifyKnowledgeClient Knowledge(string body)
        => (IDifyKnowledgeClient)ServiceClient.Of(nameof(DifyKnowledgeClient)).On(Stream(body));

    private static Task<List<DifyStreamEvent>> ChatAsync(string body)
        => ReadAsync(Chat(body).SendChatMessageStreamingAsync(new ChatRequest { Inputs = [], Query = "q", User = "u" }));

    private static async Task<List<DifyStreamEvent>> ReadAsync(IAsyncEnumerable<DifyStreamEvent> events)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        List<DifyStreamEvent> read = [];
        await foreach (DifyStreamEvent next in events.WithCancellation(bound.Token))
        {
            read.Add(next);
        }

        return read;
    }
}
