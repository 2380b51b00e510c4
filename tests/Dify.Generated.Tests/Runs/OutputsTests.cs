using System;
using System.Collections.Generic;
using System.Text.Json.Serialization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Outputs are read into a program's own types; what is missing or odd is named.</summary>
public sealed partial class OutputsTests
{
    private const string Canary = "CANARY-of-the-outputs";

    [Fact]
    public void Outputs_are_read_into_a_record()
    {
        Answer answer = Outcome("""{"text":"tea","score":0.75,"kind":"Warm","tags":["a"],"when":"2024-01-02T03:04:05Z","extra":1}""")
            .GetOutputs<Answer>();

        Assert.Equal(("tea", 0.75, Heat.Warm, null), (answer.Text, answer.Score, answer.Kind, answer.Note));
        Assert.Equal(["a"], answer.Tags);
        Assert.Equal("2024-01-02T03:04:05Z", answer.When);
    }

    [Fact]
    public void Plain_types_work_as_well()
    {
        Assert.Equal("tea", Outcome("""{"text":"tea"}""").GetOutputs<Dictionary<string, string>>()["text"]);
        Assert.Equal("tea", Outcome("""{"text":"tea"}""").GetOutputs<WithRequired>().Text);
#if !NETSTANDARD_BUILD
        Assert.Equal("tea", Outcome("""{"text":"tea"}""").GetOutputs<System.Text.Json.JsonElement>().GetProperty("text").GetString());
#endif
    }

    [Theory]
    [InlineData("""{"score":1}""", "Text")]
    [InlineData("""{"text":"tea","tags":[]}""", "Score")]
    [InlineData("{}", "Text")]
    public void A_missing_output_is_named(string outputs, string name)
    {
        InvalidOutputsException refusal = Assert.Throws<InvalidOutputsException>(() => Outcome(outputs).GetOutputs<Answer>());

        Assert.Equal(name, refusal.Output, ignoreCase: true);
        Assert.Contains(name, refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("0f6b1c52-5d1e-4a40-9d5e-6a1f1c9d2b37", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_member_that_is_missing_is_named()
        => Assert.Equal("Text", Assert.Throws<InvalidOutputsException>(() => Outcome("""{"other":1}""").GetOutputs<WithRequired>()).Output);

    [Fact]
    public void An_odd_output_is_named_and_not_repeated()
    {
        InvalidOutputsException refusal = Assert.Throws<InvalidOutputsException>(
            () => Outcome($$"""{"text":"tea","score":"{{Canary}}"}""").GetOutputs<Answer>());

        Assert.Equal("score", refusal.Output);
        Assert.DoesNotContain(Canary, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_of_another_shape_are_told_without_a_word_of_the_server()
    {
        InvalidOutputsException refusal = Assert.Throws<InvalidOutputsException>(
            () => Outcome($$$"""{"{{{Canary}}}":{"a":1}}""").GetOutputs<Dictionary<string, int>>());

        Assert.Null(refusal.Output);
        Assert.DoesNotContain(Canary, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_outputs_says_how_it_ended()
    {
        WorkflowOutcome outcome = DifyModelFactory.WorkflowOutcome(WorkflowRunStatus.Failed, error: Canary);

        InvalidOutputsException refusal = Assert.Throws<InvalidOutputsException>(() => outcome.GetOutputs<Answer>());

        Assert.Contains("failed", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hosts_defaults_play_no_part()
    {
        WorkflowOutcome outcome = Outcome("""{"text":"2024-01-02T03:04:05Z","score":1}""");

        Assert.Equal("2024-01-02T03:04:05Z", outcome.GetOutputs<Answer>().Text);
    }

#if !NETSTANDARD_BUILD
    [Fact]
    public void Outputs_are_read_by_metadata()
    {
        Named named = Outcome("""{"the_text":"tea","number":3}""").GetOutputs(OutputMetadata.Default.Named);

        Assert.Equal(("tea", 3), (named.Text, named.Number));
        Assert.Equal("the_text",
            Assert.Throws<InvalidOutputsException>(() => Outcome("""{"number":3}""").GetOutputs(OutputMetadata.Default.Named)).Output);
        InvalidOutputsException odd = Assert.Throws<InvalidOutputsException>(() => Outcome($$"""{"the_text":"tea","number":"{{Canary}}"}""")
            .GetOutputs(OutputMetadata.Default.Named));
        Assert.DoesNotContain(Canary, odd.ToString(), StringComparison.Ordinal);
    }

    internal sealed class Named
    {
        [JsonPropertyName("the_text")]
        public required string Text { get; init; }

        [JsonPropertyName("number")]
        public int Number { get; init; }
    }

    [JsonSerializable(typeof(Named))]
    private sealed partial class OutputMetadata : JsonSerializerContext;
#endif

    private static WorkflowOutcome Outcome(string outputs)
        => DifyModelFactory.WorkflowOutcome(WorkflowRunStatus.Succeeded,
        JToken.ReadFrom(new JsonTextReader(new System.IO.StringReader(outputs)) { DateParseHandling = DateParseHandling.None }));

    private enum Heat
    {
        Cold,
        Warm,
    }

    private sealed record Answer(string Text, double Score, Heat Kind = Heat.Cold, string? Note = null, IReadOnlyList<string>? Tags = null,
        string? When = null);

    private sealed class WithRequired
    {
        public required string Text { get; init; }
    }
}
