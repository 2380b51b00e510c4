using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>How a node that asked people ended: the action that was taken and the answers, or that nobody answered in time. Every version
/// of the server tells it in the outputs of the node.</summary>
public sealed class HumanInputResult
{
    internal const string NodeType = "human-input";

    private const string Prefix = "__";

    private HumanInputResult(JObject outputs, string actionId)
    {
        ActionId = actionId;
        ActionText = Text(outputs["__action_value"]);
        RenderedContent = Text(outputs["__rendered_content"]);
        Answers = new JObject(outputs.Properties().Where(static output => !output.Name.StartsWith(Prefix, StringComparison.Ordinal)));
    }

    /// <summary>The id of the action that was taken; empty if the form expired.</summary>
    public string ActionId { get; }

    /// <summary>The title of the action; null if the server does not say.</summary>
    public string? ActionText { get; }

    /// <summary>The text of the form with the answers in it; null if the server does not say.</summary>
    public string? RenderedContent { get; }

    /// <summary>The answers by the names of the form's inputs; empty if the form expired.</summary>
    public JObject Answers { get; }

    /// <summary>Whether the form expired before anybody answered.</summary>
    public bool IsExpired => ActionId.Length == 0;

    internal static HumanInputResult? Of(NodeFinishedData node)
        => node.NodeType == NodeType && node.Outputs is JObject outputs && Text(outputs["__action_id"]) is { } actionId
            ? new HumanInputResult(outputs, actionId)
            : null;

    private static string? Text(JToken? value) => value is JValue { Type: JTokenType.String } text ? (string?)text : null;
}

public partial class NodeFinishedData
{
    /// <summary>How a node that asked people ended; null for any other node, and for one that the record of the run tells, which has no
    /// outputs.</summary>
    public HumanInputResult? HumanInput => HumanInputResult.Of(this);
}
