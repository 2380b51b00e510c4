using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Recording;

/// <summary>Puts neutral values in the place of keys, ids, hosts and signatures: the same one always for the same one.</summary>
internal sealed partial class Anonymizer(string host)
{
    private const string Key = "app-test";
    private const string Host = "dify.example";

    private readonly Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    /// <summary>Takes note of a key that a caller has used.</summary>
    public void NoteKey(string? authorization)
    {
        if (authorization?.Split(' ', 2, StringSplitOptions.TrimEntries) is [_, { Length: > 0 } key])
        {
            keys.Add(key);
        }
    }

    /// <summary>Replaces in every text of a value.</summary>
    /// <param name="value">The value; it is changed.</param>
    /// <param name="places">What the ids of the run become, by id.</param>
    public void Clean(JToken value, IReadOnlyDictionary<string, string> places)
    {
        IEnumerable<JToken> all = value is JContainer container ? container.DescendantsAndSelf() : [value];
        foreach (JValue text in all.OfType<JValue>().Where(text => text.Value is string))
        {
            text.Value = Clean((string)text.Value!, places);
        }
    }

    public string Clean(string text, IReadOnlyDictionary<string, string> places)
    {
        foreach (string key in keys)
        {
            text = text.Replace(key, Key, StringComparison.Ordinal);
        }

        text = Keys().Replace(text, Key);
        text = Uuid().Replace(text, match => places.TryGetValue(match.Value, out string? place) ? place : Neutral(match.Value));
        return Signature().Replace(text.Replace(host, Host, StringComparison.OrdinalIgnoreCase), "0");
    }

    private string Neutral(string id)
    {
        if (!ids.TryGetValue(id, out string? neutral))
        {
            neutral = string.Create(CultureInfo.InvariantCulture, $"{ids.Count + 1:x8}-0000-4000-8000-000000000000");
            ids.Add(id, neutral);
        }

        return neutral;
    }

    [GeneratedRegex("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\b(?:app|dataset|sk)-[A-Za-z0-9_-]{16,}")]
    private static partial Regex Keys();

    [GeneratedRegex("(?<=[?&](?:sign|nonce|timestamp)=)[^&\"'\\s)]+")]
    private static partial Regex Signature();
}
