using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Cuts the text of a document into its segments, by the rule of the document.</summary>
internal static partial class TextSplitter
{
    private const string Paragraph = "\n\n";
    private const int UsualLength = 1024;

    public static IEnumerable<string> Segments(string text, JObject rule)
    {
        JToken? rules = rule["rules"] is JObject given ? given : null;
        string cleaned = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (IsOn(rules, "remove_urls_emails"))
        {
            cleaned = AddressOrMail().Replace(cleaned, "");
        }

        if (IsOn(rules, "remove_extra_spaces"))
        {
            cleaned = ExtraSpaces().Replace(ExtraLines().Replace(cleaned, Paragraph), " ");
        }

        return (string?)rules?["parent_mode"] == "full-doc"
            ? Cut(cleaned, "", int.MaxValue)
            : Cut(cleaned, rules?["segmentation"] as JObject, Paragraph);
    }

    /// <summary>The pieces of a segment that are searched for it, where documents are cut twice.</summary>
    public static IEnumerable<string> Children(string segment, JObject rule) =>
        Cut(segment, (rule["rules"] as JObject)?["subchunk_segmentation"] as JObject, "\n");

    private static bool IsOn(JToken? rules, string id) => (rules?["pre_processing_rules"] as JArray ?? [])
        .Any(step => (string?)step["id"] == id && (bool?)step["enabled"] == true);

    private static IEnumerable<string> Cut(string text, JObject? segmentation, string separator) => Cut(
        text,
        ((string?)segmentation?["separator"] ?? (string?)segmentation?["delimiter"] ?? separator)
            .Replace("\\n", "\n", StringComparison.Ordinal),
        (int?)segmentation?["max_tokens"] ?? UsualLength);

    private static IEnumerable<string> Cut(string text, string separator, int longest)
    {
        string[] parts = separator.Length == 0 ? [text] : text.Split(separator);
        foreach (string part in parts.Where(part => part.Trim().Length > 0))
        {
            for (int from = 0; from < part.Length; from += longest)
            {
                yield return part.Substring(from, Math.Min(longest, part.Length - from));
            }
        }
    }

    [GeneratedRegex(@"https?://\S+|[\w.+-]+@[\w-]+\.[\w.-]+")]
    private static partial Regex AddressOrMail();

    [GeneratedRegex("\n{3,}")]
    private static partial Regex ExtraLines();

    [GeneratedRegex("[ \\t\\f]{2,}")]
    private static partial Regex ExtraSpaces();
}
