using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A value of a script file, with its name and its place for messages.</summary>
internal sealed class ScriptElement(string source, string name, JToken token, IJsonLineInfo place)
{
    public string Name => name;

    public JToken Token => token;

    public bool IsObject => token is JObject;

    public bool IsText => token.Type == JTokenType.String;

    public RunScriptException Wrong(string problem) => new($"{source}({place.LineNumber},{place.LinePosition}): {name}: {problem}");

    /// <summary>The members, all of which must be known.</summary>
    public IReadOnlyDictionary<string, ScriptElement> Members(params string[] known)
    {
        Dictionary<string, ScriptElement> members = AnyMembers().ToDictionary(member => member.Name, StringComparer.Ordinal);
        foreach (ScriptElement member in members.Values.Where(member => !known.Contains(member.Name)))
        {
            throw member.Wrong($"there is no such member of '{name}'; there are {string.Join(", ", known)}.");
        }

        return members;
    }

    public IEnumerable<ScriptElement> AnyMembers() =>
        (token as JObject ?? throw Wrong("an object is needed here."))
            .Properties()
            .Select(member => new ScriptElement(source, member.Name, member.Value, member));

    public IEnumerable<ScriptElement> Items() =>
        (token as JArray ?? throw Wrong("an array is needed here.")).Select(item => new ScriptElement(source, name, item, item));

    public JObject Object() => token as JObject ?? throw Wrong("an object is needed here.");

    public string Text() => IsText ? (string)token! : throw Wrong("text is needed here.");

    /// <summary>One of some words, and what it stands for.</summary>
    public T Word<T>(params (string Word, T Meaning)[] known)
    {
        string text = Text();
        return known.Any(pair => pair.Word == text)
            ? known.First(pair => pair.Word == text).Meaning
            : throw Wrong($"it must be {string.Join(" or ", known.Select(pair => $"'{pair.Word}'"))}.");
    }

    public string[] Texts() => [.. Items().Select(item => item.Text())];

    public bool Flag() => token.Type == JTokenType.Boolean ? (bool)token : throw Wrong("true or false is needed here.");

    public int Count(int least)
    {
        int value = token.Type == JTokenType.Integer && (long)token is >= int.MinValue and <= int.MaxValue and var number
            ? (int)number
            : throw Wrong("a whole number is needed here.");
        return value >= least ? value : throw Wrong($"the number must be at least {least}.");
    }

    public TimeSpan Seconds()
    {
        double seconds = token.Type is JTokenType.Integer or JTokenType.Float
            ? (double)token
            : throw Wrong("a number of seconds is needed here.");
        return seconds is >= 0 and <= 86400 ? TimeSpan.FromSeconds(seconds) : throw Wrong("the time must be between 0 and 86400 seconds.");
    }
}
