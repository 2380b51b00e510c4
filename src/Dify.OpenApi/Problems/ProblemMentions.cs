using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Problems;

/// <summary>Finds problem codes in a response: in its examples and in the bullets of its description.</summary>
internal static partial class ProblemMentions
{
    public static IReadOnlyCollection<string> CodesOf(ApiResponse? response) =>
        response is null ? [] : [.. Of(response).Select(mention => mention.Code)];

    public static IEnumerable<ProblemMention> Of(ApiResponse response)
    {
        var english = Bullets(response.Description.English);
        var japanese = Bullets(response.Description.Japanese);
        var chinese = Bullets(response.Description.Chinese);
        var examples = response.Contents.SelectMany(content => content.Examples)
            .Select(example => example.Problem)
            .OfType<ApiProblemExample>()
            .ToList();
        foreach (var code in english.Keys.Concat(japanese.Keys)
            .Concat(chinese.Keys)
            .Concat(examples.Select(example => example.Code))
            .Distinct(StringComparer.Ordinal))
        {
            var shown = examples.Where(example => example.Code == code && !string.IsNullOrWhiteSpace(example.Message)).ToList();
            yield return new ProblemMention(
                code,
                new Prose(english.GetValueOrDefault(code), japanese.GetValueOrDefault(code), chinese.GetValueOrDefault(code)),
                new Prose(
                    (shown.Find(example => example.Language == Language.English) ?? shown.FirstOrDefault())?.Message,
                    shown.Find(example => example.Language == Language.Japanese)?.Message,
                    shown.Find(example => example.Language == Language.Chinese)?.Message));
        }
    }

    /// <summary>The response's prose; where the English document is silent, the codes with the messages of their examples.</summary>
    public static Prose Describe(ApiResponse response)
    {
        if (response.Description.English is not null)
        {
            return response.Description;
        }

        var lines = Of(response)
            .Where(mention => mention.Messages.English is not null)
            .Select(mention => $"- `{mention.Code}`: {mention.Messages.English}");
        var text = string.Join('\n', lines);
        return response.Description with { English = text.Length == 0 ? null : text };
    }

    /// <summary>The texts by code; a code that a description only lists has an empty one.</summary>
    private static OrderedDictionary<string, string?> Bullets(string? description)
    {
        var bullets = new OrderedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (Match match in Bullet().Matches(description ?? ""))
        {
            bullets.TryAdd(match.Groups["code"].Value, PlainText.Of(match.Groups["text"].Value));
        }

        foreach (Match match in CodeList().Matches(description ?? ""))
        {
            foreach (Capture code in match.Groups["code"].Captures)
            {
                bullets.TryAdd(code.Value, null);
            }
        }

        return bullets;
    }

    [GeneratedRegex(
        @"^[ \t]*(?:[-*+][ \t]+)?`(?<code>[A-Za-z][A-Za-z0-9_]*)`[ \t]*[:：][ \t]*(?<text>[^\r\n]+)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    // "Possible error codes: a, b, c." and "Too large (file_too_large)." of the documents of 2025.
    [GeneratedRegex(
        @"(?:[:：][ \t]*(?<code>[a-z]+(?:_[a-z0-9]+)+)(?:[ \t]*[,、][ \t]*(?<code>[a-z]+(?:_[a-z0-9]+)+))*[ \t]*[.。]?[ \t]*$)|(?:[(（](?<code>[a-z]+(?:_[a-z0-9]+)+)[)）])",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex CodeList();
}
