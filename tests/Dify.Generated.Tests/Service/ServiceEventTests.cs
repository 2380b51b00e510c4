using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Contract;
using Dify.Generated.Tests.Documents;
using Dify.Generated.Tests.Recordings;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Service;

/// <summary>Every event of chats, agents, text generators and pipelines, with all that its class can hold: read by its type, and written
/// back as it came.</summary>
public sealed class ServiceEventTests
{
    private const string Ids =
        """ "task_id":"task-1","workflow_run_id":"run-1","conversation_id":"conversation-1","message_id":"message-1" """;

    private const string Usage =
        """
        {"prompt_tokens":1033,"prompt_unit_price":"0.001","prompt_price_unit":"0.001","prompt_price":"0.0010330","completion_tokens":128,
        "completion_unit_price":"0.002","completion_price_unit":"0.001","completion_price":"0E-7",
        "total_tokens":1161,"total_price":"0.0012890",
        "currency":"USD","latency":0.7682,"time_to_first_token":0.2,"time_to_generate":0.5}
        """;

    private const string Resource =
        """
        {"id":"r","message_id":"m","position":1,"dataset_id":"d","dataset_name":"Guide","document_id":"o","document_name":"a.txt",
        "data_source_type":"upload_file","segment_id":"s","retriever_from":"api","score":0.98,"hit_count":3,"word_count":80,
        "segment_position":2,        "index_node_hash":"h","content":"We open at ten.","page":4,"doc_metadata":{"year":2026},"title":"Hours","files":[{"id":"f"}],
        "summary":"Hours","created_at":1782896400}
        """;

    private const string File =
        """
        {"related_id":"f","type":"image","filename":"a.png","extension":".png","mime_type":"image/png","size":3,
        "transfer_method":"tool_file",        "url":"https://files.example/a.png","upload_file_id":"u","remote_url":"https://files.example/b.png"}
        """;

    private static readonly (string Name, Type Type, string Members)[] Events =
    [
        ("message", typeof(MessageEvent),
            """ "created_at":1782896400,"id":"message-1","answer":"Hi","from_variable_selector":["llm","text"] """),
        ("agent_message", typeof(AgentMessageEvent), """ "created_at":1782896400,"id":"message-1","answer":"Hi" """),
        ("agent_thought", typeof(AgentThoughtEvent),
            """
            "created_at":1782896400,"id":"thought-1","position":1,"thought":"hm","observation":"{\"clock\": \"noon\"}","tool":"clock",
            "tool_labels":{"clock":{"en_US":"Clock"}},"tool_input":"{\"clock\": {}}","message_files":["f"]
            """),
        ("message_file", typeof(MessageFileEvent),
            """
            "created_at":1782896400,"id":"file-1","type":"image","belongs_to":"assistant","url":"https://files.example/a.png","answer":"Hi",
            "from_variable_selector":["llm","text"]
            """),
        ("message_replace", typeof(MessageReplaceEvent), """ "created_at":1782896400,"answer":"No.","reason":"output_moderation" """),
        ("message_end", typeof(MessageEndEvent),
            $$$"""
            "created_at":1782896400,"id":"message-1","files":[{{{File}}}],"metadata":{"usage":{{{Usage}}},
            "retriever_resources":[{{{Resource}}}],
            "annotation_reply":{"id":"annotation-1","account":{"id":"a","name":"Mina"}},"reasoning":{"llm":"Let me think."}}
            """),
        ("tts_message", typeof(TtsMessageEvent), """ "created_at":1782896400,"audio":"AQID" """),
        ("tts_message_end", typeof(TtsMessageEndEvent), """ "created_at":1782896400,"audio":"AQID" """),
        ("error", typeof(ErrorEvent), """ "created_at":1782896400,"code":"completion_request_error","message":"no model","status":400 """),
        ("datasource_processing", typeof(DatasourceProcessingEvent), """ "total":4,"completed":3 """),
        ("datasource_completed", typeof(DatasourceCompletedEvent),
            """
            "total":4,"completed":4,"time_consuming":1.5,"data":[{"workspace_id":"w","workspace_name":"Team","workspace_icon":"i","total":1,
            "pages":[{"page_id":"p","page_name":"Start","page_icon":{"type":"emoji"},"type":"page","last_edited_time":"2026-07-01",
            "parent_id":"q"}],"bucket":"b","files":[{"id":"f","name":"a.txt","size":3,"type":"file"}],"is_truncated":true,
            "next_page_parameters":{"page":2},"source_url":"https://example.com","content":"c","title":"t","description":"d"}]
            """),
        ("datasource_error", typeof(DatasourceErrorEvent), """ "error":"no access" """),
    ];

    // What a stream says last, so that it ends well whatever came before.
    private static readonly Dictionary<string, string> Ends = new(StringComparer.Ordinal)
    {
        [nameof(IDifyChatClient.SendChatMessageStreamingAsync)] = "message_end",
        [nameof(IDifyChatClient.StreamWorkflowEventsAsync)] = "workflow_finished",
        [nameof(IDifyCompletionClient.CreateCompletionMessageStreamingAsync)] = "message_end",
        [nameof(IDifyKnowledgeClient.RunDatasourceNodeAsync)] = "datasource_completed",
        [nameof(IDifyKnowledgeClient.RunPipelineStreamingAsync)] = "workflow_finished",
    };

    public static TheoryData<string> Names => [.. Events.Select(row => row.Name)];

    public static TheoryData<string, string> Streams
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (ServiceClient client in ServiceClient.All)
            {
                foreach (MethodInfo method in client.Methods.Where(IsStream))
                {
                    data.Add(client.Type.Name, method.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_read_with_each_of_its_members_and_written_back_the_same(string name)
    {
        (_, Type type, string members) = Events.Single(row => row.Name == name);
        JObject sent = RecordedEvent.Parse($$"""{"event":"{{name}}",{{Ids}},{{members}}}""");

        var read = JsonConvert.DeserializeObject<DifyStreamEvent>(sent.ToString(Formatting.None))!;

        Assert.IsType(type, read);
        Assert.Empty(Unset(read, type.Name));
        Assert.Empty(UnnamedMembers.Of(read));
        JObject written = RecordedEvent.Parse(JsonConvert.SerializeObject(read));
        Assert.True(JToken.DeepEquals(Sorted(sent), Sorted(written)), $"{sent}\n{written}");
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Streams))]
    public async Task Each_event_that_the_documents_have_of_a_stream_comes_by_its_type(string clientName, string methodName)
    {
        ServiceClient client = ServiceClient.Of(clientName);
        MethodInfo method = client.Methods.Single(one => one.Name == methodName);
        string end = Assert.Contains(methodName, Ends);
        string[] names = [.. await NamesOfAsync(client, method)];
        Assert.Contains(end, names);

        // An event that ends the stream is the last one of it; an error is thrown.
        foreach (string name in names.Where(name => name is not ("error" or "ping")))
        {
            string last = name == "workflow_started" ? "workflow_finished" : end;
            string[] events = name == last || Closes(name) ? [name] : [name, last];
            byte[] body = EventJson.Stream(events.Select(one => $$"""{"event":"{{one}}","task_id":"t"}"""));

            var read = (List<DifyStreamEvent>)(await ServiceClient.CallAsync(
                client.On(StubHandler.Always(200, "text/event-stream", body)), method, CancellationToken.None))!;

            Assert.Equal(events, read.Where(next => next is not PingEvent).Select(next => next.Event));
            Assert.All(read, next => Assert.IsNotType<UnknownEvent>(next));
        }
    }

    [Fact]
    public void Every_event_class_is_tested()
    {
        IEnumerable<Type> known = typeof(DifyStreamEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DifyStreamEvent)));
        IEnumerable<Type> ofWorkflows = EventTypeTests.Events.Select(row => (Type)row[1]);

        Assert.Equal(
            [nameof(PingEvent), nameof(UnknownEvent), nameof(WorkflowStreamEvent)],
            known.Except(ofWorkflows).Except(Events.Select(row => row.Type)).Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    private static bool IsStream(MethodInfo method) => !typeof(Task).IsAssignableFrom(method.ReturnType);

    private static bool Closes(string name)
        => name is "workflow_finished" or "workflow_paused" or "datasource_completed" or "datasource_error";

    // The events of a stream, as its document lists them.
    private static async Task<IEnumerable<string>> NamesOfAsync(ServiceClient client, MethodInfo method)
    {
        DocumentOperation? operation = null;
        using var handler = new StubHandler((request, _) =>
        {
            operation = client.OperationAt(request.Method.Method, request.RequestUri!.AbsolutePath["/v1".Length..]);
            return Task.FromResult(StubHandler.Problem(404, "not_found"));
        });
        await Assert.ThrowsAsync<DifyNotFoundException>(() => ServiceClient.CallAsync(client.On(handler), method, CancellationToken.None));
        JObject schema = operation!.Document.Resolve(operation.Answer(200)["text/event-stream"]);
        return ((JObject)schema["discriminator"]!["mapping"]!).Properties().Select(one => one.Name);
    }

    // What the class has and the wire text has not given.
    private static IEnumerable<string> Unset(object value, string place) => value switch
    {
        string or JToken => [],
        IDictionary => [],
        IEnumerable list when list.Cast<object>().Any() => list.Cast<object>().SelectMany(item => Unset(item, place + "[]")),
        IEnumerable => [place],
        _ when value.GetType().Namespace != "Dify.Generated" || value.GetType().IsValueType => [],
        _ => value.GetType().GetProperties()
            .Where(property => property.Name is not (nameof(DifyStreamEvent.AdditionalProperties) or nameof(DifyStreamEvent.IsReplayed)))
            .SelectMany(property => property.GetValue(value) is { } set and not ""
                ? Unset(set, $"{place}.{property.Name}")
                : [$"{place}.{property.Name}"]),
    };

    private static JToken Sorted(JToken token) => token switch
    {
        JObject members => new JObject(members.Properties()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => new JProperty(member.Name, Sorted(member.Value)))),
        JArray items => new JArray(items.Select(Sorted)),

        // Prices come as text and are numbers to .NET, which is how they are written.
        JValue { Type: JTokenType.String or JTokenType.Float or JTokenType.Integer } one
            when decimal.TryParse(
                one.ToString(CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            => new JValue(number + 0.0m),
        _ => token,
    };
}
