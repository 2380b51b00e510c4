using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Reads the steps of an answer in a chat or a text generator.</summary>
internal static class ScriptAnswerReader
{
    public static JObject ReadThought(ScriptElement value)
    {
        _ = value.AnyMembers().FirstOrDefault(member => member.Name == "position")?.Count(1)
            ?? throw value.Wrong("the member 'position' is missing: which thought it is, from 1.");
        return value.Object();
    }

    public static JObject ReadFile(ScriptElement value)
    {
        _ = value.AnyMembers().FirstOrDefault(member => member.Name == "url")?.Text() ?? throw value.Wrong("the member 'url' is missing.");
        return value.Object();
    }

    public static void AddReplacement(RunScriptBuilder run, ScriptElement value)
    {
        if (value.IsText)
        {
            run.ReplaceMessage(value.Text());
            return;
        }

        IReadOnlyDictionary<string, ScriptElement> members = value.Members("answer", "reason");
        run.ReplaceMessage(
            members.GetValueOrDefault("answer")?.Text() ?? throw value.Wrong("the member 'answer' is missing."),
            members.GetValueOrDefault("reason")?.Text() ?? "");
    }
}
