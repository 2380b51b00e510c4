using System;
using System.Linq;
using System.Reflection;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>The JSON schema of scripts allows what the server reads, and nothing that it refuses by its shape.</summary>
public sealed class ScriptSchemaTests
{
    private static readonly JsonSchemaEvaluation Schema = new(JObject.Parse(RunScript.Schema));

    private static readonly MethodInfo NamedMistakes =
        typeof(RunScriptTests).GetMethod(nameof(RunScriptTests.A_mistake_is_named_with_its_place))!;

    // What a schema cannot say: whether the text is base64, whether an operation exists, whether a run has an end.
    private static readonly string[] BeyondSchemas =
        ["base64", "has no end", "never ends", "lets it wait", "comes nearest", "no name of a header", "not JSON"];

    [Fact]
    public void A_script_with_every_kind_of_step_is_valid() => Assert.True(Schema.IsValid(JObject.Parse(RunScriptTests.Whole)));

    [Fact]
    public void Every_mistake_that_the_server_names_is_one_by_the_schema_too()
    {
        object[][] mistakes =
        [
            .. NamedMistakes.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(NamedMistakes)),
        ];
        string[] overlooked =
        [
            .. mistakes.Where(mistake => !BeyondSchemas.Any(words => ((string)mistake[1]).Contains(words, StringComparison.Ordinal)))
                .Select(mistake => (string)mistake[0])
                .Where(script => Schema.IsValid(JToken.Parse(script))),
        ];

        Assert.True(mistakes.Length > 30);
        Assert.Empty(overlooked);
    }

    [Fact]
    public void The_members_of_a_script_are_those_of_the_schema()
    {
        var mistake = Assert.Throws<RunScriptException>(() => RunScript.Parse("""{ "x": 1 }"""));
        string[] read = mistake.Message.Split("there are ")[1].TrimEnd('.').Split(", ");

        Assert.Equal(read.Order(), Names(JObject.Parse(RunScript.Schema)).Order());
    }

    [Fact]
    public void The_steps_of_a_script_are_those_of_the_schema()
    {
        var mistake = Assert.Throws<RunScriptException>(() => RunScript.Parse("""{ "runs": [ { "steps": [ "x" ] } ] }"""));
        string[] read = mistake.Message.Split("there are ")[1].TrimEnd('.').Split(", ");
        JToken defs = JObject.Parse(RunScript.Schema)["$defs"]!;
        string[] known =
        [
            .. defs["step"]!["oneOf"]![0]!["enum"]!.Select(name => (string)name!),
            .. Names((JObject)defs["step_with_value"]!),
        ];

        Assert.Equal(read.Order(), known.Distinct().Order());
    }

    private static string[] Names(JObject schema) => [.. ((JObject)schema["properties"]!).Properties().Select(property => property.Name)];
}
