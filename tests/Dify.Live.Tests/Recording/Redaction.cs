using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dify.Live.Tests.Recording;

/// <summary>Replaces what is nobody's business: ids, tokens of forms, keys, hosts, signatures. The same one always by the same.</summary>
public sealed partial class Redaction
{
    private const string OtherHost = "dify.example";

    private readonly Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);
    private readonly List<(string Secret, string Other)> known;

    /// <summary>Makes a redaction.</summary>
    /// <param name="secrets">Texts to be replaced wherever they stand, each with its replacement: keys, hosts, addresses of people.</param>
    public Redaction(IEnumerable<(string Secret, string Other)> secrets)
        => known = [.. secrets.Where(static secret => secret.Secret.Length > 0).OrderByDescending(static secret => secret.Secret.Length)];

    /// <summary>The name that stands for the server's own hosts.</summary>
    public static string Host => OtherHost;

    /// <summary>Notes the tokens of forms in a text: they look like any word, so they are found by where they first stand.</summary>
    public void Learn(string text)
    {
        foreach (Match match in FormToken().Matches(text))
        {
            var token = match.Groups["token"].Value;
            if (!tokens.ContainsKey(token))
            {
                tokens.Add(token, "FORMTOKEN" + (tokens.Count + 1).ToString("D13", CultureInfo.InvariantCulture));
            }
        }
    }

    public string Apply(string text)
    {
        var result = Uuid().Replace(text, match =>
        {
            if (!ids.TryGetValue(match.Value, out var other))
            {
                other = (ids.Count + 1).ToString("x8", CultureInfo.InvariantCulture) + "-0000-4000-8000-000000000000";
                ids.Add(match.Value, other);
            }

            return other;
        });
        foreach (var (token, other) in tokens)
        {
            result = result.Replace(token, other, StringComparison.Ordinal);
        }

        foreach (var (secret, other) in known)
        {
            result = result.Replace(secret, other, StringComparison.OrdinalIgnoreCase);
        }

        return Signature().Replace(result, "${name}=0");
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("\"form_token\"\\s*:\\s*\"(?<token>[^\"\\\\]+)\"")]
    private static partial Regex FormToken();

    // In the text of JSON `&` may be written as an escape.
    [GeneratedRegex(@"\b(?<name>sign|nonce)=[^&""\\\s)]*")]
    private static partial Regex Signature();
}
