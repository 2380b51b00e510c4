using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <content>The events of an answer in a chat or a text generator; <see cref="Text(string)"/> says the answer itself, piece by
/// piece.</content>
public sealed partial class RunScriptBuilder
{
    /// <summary><c>agent_thought</c>. A thought is told again as it grows, with the same position and so under the same id.</summary>
    /// <param name="position">Which thought it is, from 1.</param>
    /// <param name="thought">What the agent thinks.</param>
    /// <param name="tool">The tool that it calls.</param>
    /// <param name="toolInput">What it calls the tool with: JSON as text.</param>
    /// <param name="observation">What the tool answered.</param>
    /// <param name="more">More members of the event.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder AgentThought(
        int position, string thought = "", string tool = "", string toolInput = "", string observation = "", object? more = null) => Known(
        "agent_thought",
        new JObject
        {
            ["position"] = position,
            ["thought"] = thought,
            ["tool"] = tool,
            ["tool_input"] = toolInput,
            ["observation"] = observation,
        },
        more);

    /// <summary><c>message_file</c>: a file of the answer's.</summary>
    /// <param name="url">Where it can be had.</param>
    /// <param name="type">What it is: <c>image</c>, <c>document</c>, <c>audio</c>, …</param>
    /// <param name="more">More members of the event.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder MessageFile(string url, string type = "image", object? more = null) =>
        Known("message_file", new JObject { ["url"] = url, ["type"] = type }, more);

    /// <summary><c>message_replace</c>: other words take the place of all that was said so far, as a moderation sees to it.</summary>
    /// <param name="answer">The other words.</param>
    /// <param name="reason">Empty in a chat, <c>output_moderation</c> in a chatflow.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder ReplaceMessage(string answer, string reason = "") =>
        Known("message_replace", new JObject { ["answer"] = answer, ["reason"] = reason });

    /// <summary>
    /// <c>message_end</c>, with the usage of a token for each word unless said otherwise. An answer whose run comes to its end has one by
    /// itself; a script tells it only to say more of it, or to tell something behind it.
    /// </summary>
    /// <param name="metadata">Members of its <c>metadata</c>, such as <c>usage</c> and <c>retriever_resources</c>.</param>
    /// <param name="more">More members of the event, such as <c>files</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder EndMessage(object? metadata = null, object? more = null) =>
        Known("message_end", new JObject { ["metadata"] = JsonText.ObjectFrom(metadata, nameof(metadata)) }, more);
}
