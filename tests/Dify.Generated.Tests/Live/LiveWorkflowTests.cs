using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.Live.Tests.Console;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Dify.Generated.Tests.Live;

/// <summary>The workflow files hold what Dify's import checks, and what it does not check but fails on later.</summary>
public sealed partial class LiveWorkflowTests
{
    private static readonly HashSet<string> Kinds =
    [
        "start", "end", "template-transform", "http-request", "code", "iteration", "iteration-start", "loop", "loop-start", "assigner",
        "human-input",
    ];

    private static readonly IReadOnlyList<string> Names =
    [
        .. typeof(WorkflowDslFile).Assembly.GetManifestResourceNames()
            .Where(static name => name.EndsWith(".yml", StringComparison.Ordinal))
            .Select(static name => name[..^".yml".Length]),
    ];

    public static TheoryData<string> Files => [.. Names];

    [Fact]
    public void Every_kind_of_node_and_every_strategy_has_a_file()
    {
        string all = string.Concat(Names.Select(Read));

        Assert.All(Kinds, kind => Assert.Contains("type: " + kind, all));
        string[] strategies = ["error_strategy: default-value", "error_strategy: fail-branch", "retry_enabled: true"];
        Assert.All(strategies, text => Assert.Contains(text, all));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_edges_of_a_file_join_nodes_that_are_there_by_handles_that_they_have(string name)
    {
        YamlMappingNode graph = Map(Map(Parse(name))["workflow"], "graph");
        Dictionary<string, YamlMappingNode> nodes = List(graph, "nodes")
            .ToDictionary(static node => Text(node, "id"), static node => Map(node, "data"));

        Assert.Subset(Kinds, nodes.Values.Select(static node => Text(node, "type")).ToHashSet());
        Assert.All(List(graph, "edges"), edge =>
        {
            YamlMappingNode source = nodes[Text(edge, "source")];
            YamlMappingNode data = Map(edge, "data");
            Assert.Equal(Text(source, "type"), Text(data, "sourceType"));
            Assert.Equal(Text(nodes[Text(edge, "target")], "type"), Text(data, "targetType"));
            Assert.Contains(Text(edge, "sourceHandle"), Handles(source));
        });
        Assert.All(nodes.Where(static node => Text(node.Value, "type") is not ("start" or "iteration-start" or "loop-start")), node =>
            Assert.Contains(List(graph, "edges"), edge => Text(edge, "target") == node.Key));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_selector_names_a_node(string name)
    {
        YamlMappingNode graph = Map(Map(Parse(name))["workflow"], "graph");
        var ids = List(graph, "nodes").Select(static node => Text(node, "id")).ToHashSet();

        IEnumerable<string> selected = Selector().Matches(Read(name)).Select(static match => match.Groups["node"].Value);

        Assert.All(selected, id => Assert.Contains(id, ids));
    }

    // Dify reads YAML 1.1, where these words are no text.
    [Theory]
    [MemberData(nameof(Files))]
    public void No_text_is_a_word_that_an_older_YAML_takes_for_true_or_false(string name)
        => Assert.All(
            Parse(name).AllNodes.OfType<YamlScalarNode>().Where(static node => node.Style == YamlDotNet.Core.ScalarStyle.Plain),
            static node => Assert.DoesNotMatch("^(?i:yes|no|on|off)$", node.Value));

    [Fact]
    public void The_address_that_HTTP_nodes_call_is_that_of_the_settings()
        => Assert.Contains("url: https://nodes.example.com/x", WorkflowDslFile.Read("nodes", new Uri("https://nodes.example.com/x")));

    private static IEnumerable<string> Handles(YamlMappingNode node) => node switch
    {
        _ when Text(node, "type") == "human-input" => List(node, "user_actions").Select(static action => Text(action, "id")),
        _ when node.Children.TryGetValue("error_strategy", out YamlNode? strategy) && strategy.ToString() == "fail-branch"
            => ["success-branch", "fail-branch"],
        _ => ["source"],
    };

    private static string Read(string name) => WorkflowDslFile.Read(name, new Uri("http://node.example/"));

    private static YamlNode Parse(string name)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Read(name)));
        return yaml.Documents[0].RootNode;
    }

    private static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;

    private static YamlMappingNode Map(YamlNode node, string name) => (YamlMappingNode)Map(node)[name];

    private static IEnumerable<YamlNode> List(YamlNode node, string name) => ((YamlSequenceNode)Map(node)[name]).Children;

    private static string Text(YamlNode node, string name) => ((YamlScalarNode)Map(node)[name]).Value!;

    [GeneratedRegex(@"selector: \[(?<node>[A-Za-z0-9-]+),")]
    private static partial Regex Selector();
}
