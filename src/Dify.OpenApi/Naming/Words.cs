using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Dify.OpenApi.Naming;

/// <summary>Makes C# names from wire names.</summary>
internal static class Words
{
    private static readonly Dictionary<char, string> Symbols = new()
    {
        ['='] = "Equal",
        ['≠'] = "NotEqual",
        ['<'] = "LessThan",
        ['>'] = "GreaterThan",
        ['≤'] = "LessThanOrEqual",
        ['≥'] = "GreaterThanOrEqual",
        ['+'] = "Plus",
        ['-'] = "Minus",
        ['*'] = "Asterisk",
        ['/'] = "Slash",
        ['%'] = "Percent",
        ['&'] = "And",
        ['|'] = "Or",
        ['!'] = "Not",
        ['@'] = "At",
        ['#'] = "Hash",
        ['$'] = "Dollar",
        ['^'] = "Caret",
        ['~'] = "Tilde",
        ['.'] = "Dot",
        [','] = "Comma",
        [':'] = "Colon",
        ['?'] = "Question",
    };

    private static readonly string[] Digits = ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

    /// <summary><c>workflow_run_id</c> → <c>WorkflowRunId</c>, <c>text-input</c> → <c>TextInput</c>, <c>TYPE</c> → <c>Type</c>, <c>≠</c> →
    /// <c>NotEqual</c>.</summary>
    public static string Pascal(string wireName)
    {
        var name = new StringBuilder();
        var startsWord = true;
        if (wireName.Length > 1 && wireName[0] is '-' or '+' && IsPart(wireName[1]))
        {
            // A sign says something, such as the direction of an order.
            name.Append(Symbols[wireName[0]]);
        }

        foreach (var character in WithoutShouting(wireName.Normalize(NormalizationForm.FormC)))
        {
            if (!IsPart(character))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = false;
        }

        if (name.Length == 0)
        {
            name.AppendJoin("", wireName.Select(character => Symbols.GetValueOrDefault(character) ?? $"U{(int)character:X4}X"));
        }

        if (name.Length == 0)
        {
            return "Empty";
        }

        return IsStart(name[0]) ? name.ToString() : $"Value{name}";
    }

    /// <summary><c>created_at__before</c> → <c>createdAtBefore</c>.</summary>
    public static string Camel(string wireName)
    {
        var name = Pascal(wireName);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>A trailing number in words: such names come from generators that ran out of names.</summary>
    public static string WithoutTrailingDigits(string name)
    {
        var stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return stem.Length == name.Length ? name : stem + string.Concat(name[stem.Length..].Select(digit => Digits[digit - '0']));
    }

    /// <summary>Takes off what Dify adds to tell a language's names from the others'.</summary>
    public static string WithoutLanguage(string name)
    {
        foreach (var suffix in (string[])["Jp", "Ja", "Cn", "Zh"])
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) && !char.IsUpper(name[^(suffix.Length + 1)]))
            {
                return name[..^suffix.Length];
            }
        }

        return name;
    }

    public static string Singular(string name)
    {
        if (name.EndsWith("ies", StringComparison.Ordinal) && name.Length > 4)
        {
            return name[..^3] + "y";
        }

        var isPlural = name.Length > 3
            && name.EndsWith('s')
            && !name.EndsWith("ss", StringComparison.Ordinal)
            && !name.EndsWith("us", StringComparison.Ordinal)
            && !name.EndsWith("is", StringComparison.Ordinal);
        return isPlural ? name[..^1] : name;
    }

    // A name of capitals alone, such as TYPE, has no words to tell apart by them.
    private static string WithoutShouting(string name)
        => name.Count(char.IsUpper) > 1 && !name.Any(char.IsLower) ? name.ToLowerInvariant() : name;

    private static bool IsStart(char character) => char.GetUnicodeCategory(character) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    private static bool IsPart(char character) => IsStart(character) || char.GetUnicodeCategory(
        character) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
