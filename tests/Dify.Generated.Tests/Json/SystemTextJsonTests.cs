#if !NETSTANDARD_BUILD
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dify.Generated.Tests.Generated;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Json;

/// <summary>The library's types under the serializer of ASP.NET Core: as they stand on the wire, whatever the naming policy.</summary>
public sealed class SystemTextJsonTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static TheoryData<Type> Models =>
    [
        .. GeneratedAssembly.Own.Classes.Concat(GeneratedAssembly.Own.OpenValues),
        typeof(DifyErrorCode), typeof(DifyProblem), typeof(WorkflowInputs), typeof(HumanInputAnswers), typeof(WorkflowOutcome),
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_says_how_it_is_read_and_written(Type model)
        => Assert.Equal(
            typeof(DifyJsonConverter<>).MakeGenericType(model),
            model.GetCustomAttributes(typeof(JsonConverterAttribute), inherit: false).Cast<JsonConverterAttribute>().Single()
                .ConverterType);

    [Fact]
    public void An_outcome_is_written_and_read_whole()
    {
        WorkflowOutcome outcome = DifyModelFactory.WorkflowOutcome(
            WorkflowRunStatus.Succeeded,
            new JObject { ["answer"] = new JArray(1, "two"), ["price"] = new JRaw("1.10") },
            text: "t",
            totalTokens: 3,
            elapsed: TimeSpan.FromSeconds(1.5),
            createdAt: DateTimeOffset.FromUnixTimeSeconds(1700000000));

        string json = JsonSerializer.Serialize(outcome, Web);

        Assert.Equal(
            """{"status":"succeeded","task_id":"task-1","workflow_run_id":"0f6b1c52-5d1e-4a40-9d5e-6a1f1c9d2b37","outputs":{"answer":[1,"two"],"price":1.10}"""
                +
            ""","text":"t","text_is_complete":true,"forms":[],"expired_forms":[],"total_tokens":3,"elapsed_time":1.5,"created_at":1700000000}""",
            json);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<WorkflowOutcome>(json, Web), Web));
    }

    [Fact]
    public void An_event_is_written_whole_and_read_as_the_class_of_its_name()
    {
        WorkflowStreamEvent[] events =
        [
            new TextChunkEvent { Event = "text_chunk", TaskId = "task-1", Data = new TextChunkData { Text = "Hi" } },
            new UnknownEvent("""{"event": "of_tomorrow", "data": {"a": [1.10]}}"""),
        ];

        string json = JsonSerializer.Serialize(events, Web);
        WorkflowStreamEvent[] read = JsonSerializer.Deserialize<WorkflowStreamEvent[]>(json, Web)!;

        JsonArray written = JsonNode.Parse(json)!.AsArray();
        Assert.Equal(("text_chunk", "task-1", "Hi"),
            ((string?)written[0]!["event"], (string?)written[0]!["task_id"], (string?)written[0]!["data"]!["text"]));
        Assert.Equal("""{"event":"of_tomorrow","data":{"a":[1.10]}}""", written[1]!.ToJsonString());
        Assert.Equal("Hi", Assert.IsType<TextChunkEvent>(read[0]).Data.Text);
        Assert.Contains("1.10", Assert.IsType<UnknownEvent>(read[1]).Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_body_is_bound_and_written_with_the_names_of_the_wire()
    {
        const string Json = """{"inputs":{"a":{"B_c":1.10}},"response_mode":"streaming","user":"ada","of_tomorrow":[1]}""";

        WorkflowExecutionRequest request = JsonSerializer.Deserialize<WorkflowExecutionRequest>(Json, Web)!;

        Assert.Equal("ada", request.User);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Json), JsonNode.Parse(JsonSerializer.Serialize(request, Web))));
    }

    [Fact]
    public void Inputs_open_values_and_problems_are_what_they_are_on_the_wire()
    {
        Assert.Equal("""{"a":1}""", JsonSerializer.Serialize(new WorkflowInputs { ["a"] = 1 }, Web));
        Assert.Equal("""{"a":1}""", JsonSerializer.Serialize(JsonSerializer.Deserialize<HumanInputAnswers>("""{"a":1}""", Web), Web));
        Assert.Equal("\"succeeded\"", JsonSerializer.Serialize(WorkflowRunStatus.Succeeded, Web));
        Assert.Equal(WorkflowRunStatus.Failed, JsonSerializer.Deserialize<WorkflowRunStatus?>("\"failed\"", Web));
        Assert.Equal("""{"failed":1}""",
            JsonSerializer.Serialize(new Dictionary<WorkflowRunStatus, int> { [WorkflowRunStatus.Failed] = 1 }, Web));
        Assert.Equal("not_workflow_app", JsonSerializer.Deserialize<DifyErrorCode>("\"not_workflow_app\"", Web).Value);
        Assert.Equal("""{"code":"x","message":"m","status":400,"params":"p"}""",
            JsonSerializer.Serialize(DifyProblem.Parse(400, """{"code":"x","message":"m","status":400,"params":"p"}"""), Web));
        Assert.Equal("x", JsonSerializer.Deserialize<DifyProblem>("""{"code":"x"}""", Web)!.Code.Value);
    }

    [Fact]
    public void A_token_that_stands_alone_needs_the_converters()
    {
        JsonSerializerOptions options = new JsonSerializerOptions(JsonSerializerDefaults.Web).AddDifyConverters();
        JToken outputs = JToken.Parse("""{"answer":[1,"two",{"b":null}]}""");

        Assert.Equal("""{"answer":[1,"two",{"b":null}]}""", JsonSerializer.Serialize(outputs, options));
        Assert.Equal("""{"outputs":{"answer":[1,"two",{"b":null}]}}""", JsonSerializer.Serialize(new { outputs }, options));
        Assert.True(JToken.DeepEquals(outputs, JsonSerializer.Deserialize<JToken>("""{"answer":[1,"two",{"b":null}]}""", options)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"inputs":{},"user":{"a":1}}""")]
    public void Another_shape_is_the_exception_that_ASPNET_answers_with_400(string json)
        => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<WorkflowExecutionRequest>(json, Web));

    [Fact]
    public void Events_of_a_stream_are_written_whole_even_when_declared_as_object()
        => Assert.Contains("\"text\":\"Hi\"",
            JsonSerializer.Serialize<object>(new TextChunkEvent { Data = new TextChunkData { Text = "Hi" } }, Web),
            StringComparison.Ordinal);
}
#endif
