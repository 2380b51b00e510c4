using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>What an answer brings beside its text is passed on by its type, and what its end says of it is in the outcome.</summary>
public sealed class ChatEventTests
{
    private static readonly string Speech = With("tts_message", """{"audio":"AQID"}""");
    private static readonly string SpeechEnd = With("tts_message_end", """{"audio":""}""");

    private static readonly string File = With(
        "message_file", """{"id":"f","type":"image","belongs_to":"assistant","url":"https://files.example/a.png"}""");

    private static readonly string End = With(
        "message_end",
        """
        {"id":"m","files":null,"metadata":{"retriever_resources":[],"usage":{"total_tokens":3},
        "annotation_reply":{"id":"a","account":{"id":"b","name":"Mina"}},"reasoning":{"llm":"Let me think."}}}
        """);

    [Fact(Timeout = 30_000)]
    public async Task Speech_and_files_come_in_their_order()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Message("Hi"), Speech, File, SpeechEnd, End);
        using DifyChatClient client = server.Chat();

        await using ChatRun run = await client.StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        List<DifyStreamEvent> events = await ReadAsync(run);

        Assert.Equal(
            [typeof(MessageEvent), typeof(TtsMessageEvent), typeof(MessageFileEvent), typeof(TtsMessageEndEvent), typeof(MessageEndEvent)],
            events.Select(next => next.GetType()));
        Assert.Equal("AQID", (string?)JObject.FromObject(events[1])["audio"]);
        ChatOutcome outcome = run.Outcome!;
        Assert.Equal("Hi", outcome.Text);
        AnswerFile file = Assert.Single(outcome.Files);
        Assert.Equal(("f", "image", "https://files.example/a.png"), (file.RelatedId, file.Type, file.Url));
        Assert.Equal(("a", "Mina"), (outcome.Metadata!.AnnotationReply!.Id, outcome.Metadata.AnnotationReply.Account!.Name));
        Assert.Equal("Let me think.", outcome.Metadata.Reasoning!["llm"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_outcome_keeps_what_its_end_said_when_it_is_written_and_read()
    {
        using var server = new ChatServer();
        server.Stream(ChatJson.Message("Hi"), File, End);
        using DifyChatClient client = server.Chat();
        await using ChatRun run = await client.StartChatAsync(ChatServer.Ask(), cancellationToken: server.Bound);
        string json = Newtonsoft.Json.JsonConvert.SerializeObject(await run.WaitAsync());

        var again = Newtonsoft.Json.JsonConvert.DeserializeObject<ChatOutcome>(json)!;

        Assert.Equal("Let me think.", again.Metadata!.Reasoning!["llm"]);
        Assert.Equal("a", again.Metadata.AnnotationReply!.Id);
        Assert.Equal(json, Newtonsoft.Json.JsonConvert.SerializeObject(again));
    }

    private static async Task<List<DifyStreamEvent>> ReadAsync(ChatRun run)
    {
        var events = new List<DifyStreamEvent>();
        await foreach (DifyStreamEvent next in run.Events)
        {
            events.Add(next);
        }

        return events;
    }

    private static string With(string name, string members)
    {
        JObject json = JObject.Parse(ChatJson.Message("x"));
        json.Remove("answer");
        json.Merge(JObject.Parse(members));
        json["event"] = name;
        return json.ToString(Newtonsoft.Json.Formatting.None);
    }
}
