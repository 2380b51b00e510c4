using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Extensions.AI;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Extensions.AI;

/// <summary>
/// Tells the events of one answer as contents. A step of an agent is sent again as it grows: each of its parts is told once.
/// </summary>
internal sealed class AnswerWriter
{
    private readonly HashSet<(string Step, string Part)> told = [];
    private readonly StringBuilder text = new();

    /// <summary>The contents of an event; none if it has nothing to tell.</summary>
    public IEnumerable<AIContent> ContentsOf(DifyStreamEvent next) => next switch
    {
        MessageEvent message => Text(message.Answer),
        AgentMessageEvent message => Text(message.Answer),
        MessageReplaceEvent whole =>
            Text(whole.Answer.StartsWith(text.ToString(), StringComparison.Ordinal) ? whole.Answer[text.Length..] : string.Empty),
        ReasoningChunkEvent { Data.Reasoning: { Length: > 0 } reasoning } => [new TextReasoningContent(reasoning)],
        AgentThoughtEvent thought => Step(thought),
        MessageFileEvent file => [.. File(file), .. Text(file.Answer)],
        MessageEndEvent { Metadata.Usage: { } usage } => [new UsageContent(UsageOf(usage))],
        _ => [],
    };

    public static UsageDetails UsageOf(Usage usage) => new()
    {
        InputTokenCount = usage.PromptTokens,
        OutputTokenCount = usage.CompletionTokens,
        TotalTokenCount = usage.TotalTokens,
    };

    private IEnumerable<AIContent> Text(string? piece)
    {
        if (string.IsNullOrEmpty(piece))
        {
            return [];
        }

        text.Append(piece);
        return [new TextContent(piece)];
    }

    private static IEnumerable<AIContent> File(MessageFileEvent file)
        => Uri.TryCreate(file.Url, UriKind.Absolute, out var address)
            ? [new UriContent(address, file.Type is "image" or "audio" or "video" ? $"{file.Type}/*" : "application/octet-stream")]
            : [];

    // A thought repeats the text that came as the answer, so that it is reasoning only where it says something else.
    private IEnumerable<AIContent> Step(AgentThoughtEvent step)
    {
        if (step.Thought is { Length: > 0 } thought
            && !text.ToString().EndsWith(thought, StringComparison.Ordinal)
            && told.Add((step.Id, "thought")))
        {
            yield return new TextReasoningContent(thought);
        }

        foreach (var tool in (step.Tool ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var id = $"{step.Id}:{tool}";
            if (told.Add((id, "call")))
            {
                yield return new FunctionCallContent(id, tool, ArgumentsOf(step.ToolInput, tool)) { InformationalOnly = true };
            }

            if (step.Observation is { Length: > 0 } observation && told.Add((id, "result")))
            {
                yield return new FunctionResultContent(id, PartOf(observation, tool)?.ToString() ?? observation);
            }
        }
    }

    private static Dictionary<string, object?>? ArgumentsOf(string? json, string tool)
        => (PartOf(json, tool) as JObject)?.Properties().ToDictionary(
            argument => argument.Name, static argument => (object?)((argument.Value as JValue)?.Value ?? argument.Value.ToString()));

    // Inputs and results of tools are JSON written as text, by the name of the tool.
    private static JToken? PartOf(string? json, string tool)
    {
        try
        {
            return json is { Length: > 0 } && JToken.Parse(json) is JObject byTool ? byTool[tool] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
