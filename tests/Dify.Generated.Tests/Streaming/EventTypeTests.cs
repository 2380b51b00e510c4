using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Every event of the documents has its type, whatever the age of the server; what the documents do not know is kept.</summary>
public sealed class EventTypeTests
{
    /// <summary>Name, type, members of <c>data</c> as servers have sent them.</summary>
    public static TheoryData<string, Type, string> Events => new()
    {
        { "workflow_started", typeof(WorkflowStartedEvent), "{\"id\":\"r\",\"workflow_id\":\"w\",\"inputs\":{\"a\":1},\"created_at\":1700000000,\"reason\":\"initial\",\"sequence_number\":3}" },
        { "node_started", typeof(NodeStartedEvent), "{\"id\":\"n\",\"node_id\":\"1\",\"node_type\":\"brand-new\",\"title\":\"t\",\"index\":1,\"inputs\":null,\"created_at\":1700000000,\"parallel_id\":\"p\",\"parallel_run_id\":\"x\"}" },
        { "node_finished", typeof(NodeFinishedEvent), "{\"id\":\"n\",\"status\":\"succeeded\",\"elapsed_time\":0,\"execution_metadata\":{\"total_price\":\"0.0001234\",\"total_tokens\":3},\"files\":null}" },
        { "node_retry", typeof(NodeRetryEvent), "{\"id\":\"n\",\"status\":\"retry\",\"retry_index\":2,\"error\":\"e\"}" },
        { "iteration_started", typeof(IterationStartedEvent), "{\"id\":\"it\",\"node_id\":\"it\",\"metadata\":{},\"inputs\":{}}" },
        { "iteration_next", typeof(IterationNextEvent), "{\"id\":\"it\",\"index\":1,\"pre_iteration_output\":[1,2]}" },
        { "iteration_completed", typeof(IterationCompletedEvent), "{\"id\":\"it\",\"outputs\":null,\"status\":\"failed\",\"error\":null,\"steps\":2}" },
        { "loop_started", typeof(LoopStartedEvent), "{\"id\":\"lp\",\"node_id\":\"lp\",\"metadata\":{},\"inputs\":{}}" },
        { "loop_next", typeof(LoopNextEvent), "{\"id\":\"lp\",\"index\":1,\"pre_loop_output\":{}}" },
        { "loop_completed", typeof(LoopCompletedEvent), "{\"id\":\"lp\",\"outputs\":{},\"status\":\"succeeded\",\"steps\":2}" },
        { "reasoning_chunk", typeof(ReasoningChunkEvent), "{\"reasoning\":\"\",\"is_final\":true,\"message_id\":null}" },
        { "text_chunk", typeof(TextChunkEvent), "{\"text\":\"a\",\"from_variable_selector\":null}" },
        { "text_replace", typeof(TextReplaceEvent), "{\"text\":\"b\"}" },
        { "parallel_branch_started", typeof(ParallelBranchStartedEvent), "{\"parallel_id\":\"p\",\"parallel_branch_id\":\"b\",\"created_at\":1}" },
        { "parallel_branch_finished", typeof(ParallelBranchFinishedEvent), "{\"parallel_id\":\"p\",\"status\":\"succeeded\",\"error\":null}" },
        { "agent_log", typeof(AgentLogEvent), "{\"id\":\"l\",\"label\":\"call\",\"status\":\"thinking\",\"data\":{\"a\":1},\"metadata\":null}" },
        { "human_input_required", typeof(HumanInputRequiredEvent), "{\"form_id\":\"f\",\"node_id\":\"1\",\"inputs\":[],\"actions\":[{\"id\":\"a\",\"title\":\"A\",\"button_style\":\"primary\"}],\"form_token\":null}" },
        { "human_input_form_filled", typeof(HumanInputFormFilledEvent), "{\"node_id\":\"1\",\"action_id\":\"a\",\"submitted_data\":{\"x\":[1]}}" },
        { "human_input_form_timeout", typeof(HumanInputFormTimeoutEvent), "{\"node_id\":\"1\",\"expiration_time\":1700000000}" },
        { "workflow_paused", typeof(WorkflowPausedEvent), "{\"workflow_run_id\":\"r\",\"paused_nodes\":[\"1\"],\"reasons\":[{\"TYPE\":\"human_input_required\",\"form_id\":\"f\"}],\"status\":\"paused\"}" },
        { "workflow_finished", typeof(WorkflowFinishedEvent), "{\"id\":\"r\",\"status\":\"partial-succeeded\",\"created_by\":{\"id\":\"u\",\"user\":\"x\"},\"finished_at\":null,\"files\":null,\"exceptions_count\":1}" },
    };

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Events))]
    public async Task An_event_has_its_type_and_loses_nothing(string name, Type type, string data)
    {
        string json =
            $"{{\"event\":\"{name}\",\"workflow_run_id\":\"run-1\",\"task_id\":\"task-1\",\"later\":[1],\"data\":{data[..^1]},\"newer\":{{\"x\":0.10}}}}}}";
        WorkflowStreamEvent next = await ReadOneAsync(json);

        Assert.IsType(type, next);
        Assert.Equal((name, "run-1", "task-1"), (next.Event, next.WorkflowRunId, next.TaskId));
        Assert.False(next.IsReplayed);

        // Everything that came is in the object again, members that the documents do not name included.
        JObject written = JObject.FromObject(next);
        Assert.Equal("[1]", written["later"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("0.10", ((JObject)written["data"]!)["newer"]!["x"]!.ToString());
        foreach (JProperty member in JObject.Parse(data)
            .Properties()
            .Where(member => member.Value.Type is JTokenType.String or JTokenType.Boolean))
        {
            Assert.Equal(member.Value.ToString(), written["data"]![member.Name]?.ToString());
        }
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Events))]
    public async Task An_event_without_data_is_none_the_less_one(string name, Type type, string data)
    {
        Assert.StartsWith("{", data, StringComparison.Ordinal);
        foreach (string json in new[]
        {
            $"{{\"event\":\"{name}\"}}",
            $"{{\"event\":\"{name}\",\"data\":null,\"task_id\":null,\"workflow_run_id\":null}}",
        })
        {
            WorkflowStreamEvent next = await ReadOneAsync(json);
            Assert.IsType(type, next);
            Assert.NotNull(type.GetProperty("Data")!.GetValue(next));
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("tts_message", typeof(TtsMessageEvent))]
    [InlineData("tts_message_end", typeof(TtsMessageEndEvent))]
    public async Task Audio_stands_beside_the_ids(string name, Type type)
    {
        WorkflowStreamEvent next = await ReadOneAsync($"{{\"event\":\"{name}\",\"task_id\":\"task-1\",\"audio\":\"AQID\"}}");

        Assert.IsType(type, next);
        Assert.Equal("AQID", (string?)JObject.FromObject(next)["audio"]);
    }

    [Fact]
    public void Every_event_class_is_tested_here()
    {
        IEnumerable<Type> known = typeof(WorkflowStreamEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(WorkflowStreamEvent)));
        IEnumerable<Type> tested = Events.Select(row => (Type)row[1]);

        Assert.Equal(
            [typeof(ErrorEvent), typeof(PingEvent), typeof(TtsMessageEndEvent), typeof(TtsMessageEvent), typeof(UnknownEvent)],
            known.Except(tested).OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("{\"event\":\"message_file\",\"id\":1.50,\"at\":\"2024-01-01T00:00:00Z\"}", "message_file")]
    [InlineData("{ \"data\" : {\"event\":\"text_chunk\"}, \"event\" : \"brand\\u005fnew\" }", "brand_new")]
    [InlineData("{\"event\":\"TEXT_CHUNK\"}", "TEXT_CHUNK")]
    [InlineData("{\"data\":{}}", "")]
    [InlineData("{\"event\":null}", "")]
    [InlineData("{}", "")]
    public async Task An_unknown_event_comes_with_its_json_as_it_was(string json, string name)
    {
        var unknown = Assert.IsType<UnknownEvent>(await ReadOneAsync(json));

        Assert.Equal(json, unknown.Raw);
        Assert.Equal(name, unknown.Event);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("{\"data\":{\"text\":\"x\",\"event\":\"node_started\"},\"event\":\"text_chunk\"}")]
    [InlineData("{\n\t\"event\" : \"text_chunk\" , \"data\":{\"text\":\"x\"}}")]
    [InlineData("{\"event\":\"text\\u005fchunk\",\"data\":{\"text\":\"x\"}}")]
    public async Task The_name_is_found_wherever_and_however_it_is_written(string json)
        => Assert.Equal("x", Assert.IsType<TextChunkEvent>(await ReadOneAsync(json)).Data.Text);

    private static async Task<WorkflowStreamEvent> ReadOneAsync(string json)
    {
        string frame = "data: " + json.Replace("\n", "\ndata: ", StringComparison.Ordinal) + "\n\n";
        await using StreamSession session = StreamSession.OnPieces(
            System.Text.Encoding.UTF8.GetBytes("event: ping\n\n" + frame), int.MaxValue / 2);
        await foreach (WorkflowStreamEvent next in session.Stream())
        {
            return next;
        }

        throw new InvalidOperationException("There was no event.");
    }
}
