using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Inputs;

/// <summary>What programs have at hand as inputs is sent as what it is, or refused by the name of the input.</summary>
public sealed partial class InputValueTests
{
    private const string Values =
        """{"text":"tea","number":1.10,"list":[1,"two",null],"object":{"a":true},"nothing":null,"large":123456789012345678901234567890}""";

    internal enum Tone
    {
        Plain,
        Friendly,
    }

    [Fact]
    public void A_dictionary_as_a_minimal_API_binds_it_is_sent_as_it_came()
    {
        Dictionary<string, object?> bound = JsonSerializer.Deserialize<Dictionary<string, object?>>(Values)!;

        Assert.IsType<JsonElement>(bound["text"]);
        Assert.Equal(Values, WorkflowInputs.From(bound).ToJson().ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void Documents_nodes_and_elements_may_stand_anywhere()
    {
        using JsonDocument document = JsonDocument.Parse("""{"a":[1]}""");
        var inputs = WorkflowInputs.From(new Dictionary<string, object?>
        {
            ["document"] = document,
            ["node"] = JsonNode.Parse("""{"b":"c"}"""),
            ["array"] = new JsonArray(1, "x"),
            ["inside"] = new { element = document.RootElement, list = new object?[] { JsonValue.Create(2.5) } },
            ["undefined"] = default(JsonElement),
        });

        Assert.Equal(
            """{"document":{"a":[1]},"node":{"b":"c"},"array":[1,"x"],"inside":{"element":{"a":[1]},"list":[2.5]},"undefined":null}""",
            inputs.ToJson().ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void What_needs_no_reflection_is_written_the_same_without_it()
    {
        using JsonDocument document = JsonDocument.Parse("""{"a":[1]}""");
        var values = new Dictionary<string, object?>
        {
            ["text"] = "a",
            ["numbers"] = new object[] { 1, 2L, 0.5, 1.10m, (byte)3, 'c', true },
            ["times"] = new List<object?> { DateTimeOffset.FromUnixTimeSeconds(1_790_000_000), TimeSpan.FromSeconds(90), Guid.Empty },
            ["nothing"] = null,
            ["map"] = new Dictionary<string, int> { ["b"] = 1 },
            ["nested"] = new Hashtable { ["c"] = new[] { new Dictionary<string, object?> { ["d"] = null } } },
            ["token"] = new JObject { ["e"] = new JRaw("1.10") },
            ["document"] = document,
            ["node"] = JsonNode.Parse("""{"f":"g"}"""),
            ["file"] = InputFileObject.FromUpload("0f6b1c52-5d1e-4a40-9d5e-6a1f1c9d2b37", InputFileType.Image),
            ["word"] = InputFileType.Image,
            ["inputs"] = new WorkflowInputs { ["h"] = 1 },
        };

        Assert.Equal(
            WorkflowInputs.From(values).ToJson().ToString(Newtonsoft.Json.Formatting.None),
            WorkflowInputs.FromValues(values).ToJson().ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void What_takes_reflection_is_refused_by_the_name_of_the_input_and_the_way_for_it()
    {
        object[] values = [new { a = 1 }, Tone.Friendly, new[] { new Cycle() }, new Hashtable { [1] = "a" }];

        Assert.All(values, value =>
        {
            string message = Assert.Throws<ArgumentException>(()
                => WorkflowInputs.FromValues(new Dictionary<string, object?> { ["temperature"] = value })).Message;
            Assert.Contains("temperature", message, StringComparison.Ordinal);
            Assert.Contains("metadata", message, StringComparison.Ordinal);
        });
        Assert.Throws<ArgumentNullException>(() => WorkflowInputs.FromValues(null!));
    }

    [Fact]
    public void An_enum_is_sent_by_its_name()
    {
        var values = new Dictionary<string, object?> { ["tone"] = Tone.Friendly, ["inside"] = new { tones = new[] { Tone.Plain } } };

        Assert.Equal(
            """{"tone":"Friendly","inside":{"tones":["Plain"]}}""",
            WorkflowInputs.From(values).ToJson().ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void What_JSON_cannot_hold_is_refused_by_the_name_of_the_input()
    {
        object[] values = [double.NaN, float.PositiveInfinity, new[] { 1d, double.NegativeInfinity }, new { inner = double.NaN }, (Tone)7];

        Assert.All(values, value => Assert.Contains(
            "temperature", Assert.Throws<ArgumentException>(()
                => WorkflowInputs.From(new Dictionary<string, object?> { ["temperature"] = value })).Message, StringComparison.Ordinal));
        Assert.Contains("temperature", Assert.Throws<ArgumentException>(() => new WorkflowInputs { ["temperature"] = double.NaN }).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "temperature", Assert.Throws<ArgumentException>(()
                => new HumanInputAnswers { ["temperature"] = new JObject { ["a"] = double.NaN } }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_refers_to_itself_is_refused_by_the_name_of_the_input()
    {
        var cycle = new Cycle();
        cycle.Self = cycle;

        Assert.Contains("loop",
            Assert.Throws<ArgumentException>(() => WorkflowInputs.From(new Dictionary<string, object?> { ["loop"] = cycle })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_that_are_too_deep_are_refused()
    {
        var options = new JsonDocumentOptions { MaxDepth = 1000 };
        using JsonDocument deep = JsonDocument.Parse(new string('[', 200) + new string(']', 200), options);

        Assert.Throws<ArgumentException>(() => WorkflowInputs.From(new Dictionary<string, object?> { ["deep"] = deep }));
    }

#if !NETSTANDARD_BUILD
    [Fact]
    public void A_record_is_sent_under_the_names_of_its_own_metadata()
        => Assert.Equal(
            """{"reply_to":"ada","Temperature":0.5}""",
            WorkflowInputs.From(new Question("ada", 0.5), InputMetadata.Default.Question).ToJson()
                .ToString(Newtonsoft.Json.Formatting.None));

    [Fact]
    public void A_record_that_cannot_be_inputs_is_refused_by_name()
    {
        Assert.Contains(
            "Temperature",
            Assert.Throws<ArgumentException>(() => WorkflowInputs.From(new Question("ada", double.NaN), InputMetadata.Default.Question))
                .Message,
            StringComparison.Ordinal);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => WorkflowInputs.From("no object", InputMetadata.Default.String))
            .ParamName);
        Assert.Equal("typeInfo", Assert.Throws<ArgumentNullException>(() => WorkflowInputs.From<Question>(new Question("ada", 1), null!))
            .ParamName);
    }

    internal sealed record Question([property: JsonPropertyName("reply_to")] string Who, double Temperature);

    [JsonSerializable(typeof(Question))]
    [JsonSerializable(typeof(string))]
    private sealed partial class InputMetadata : JsonSerializerContext;
#endif

    private sealed class Cycle
    {
        public Cycle? Self { get; set; }
    }
}
