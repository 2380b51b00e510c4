using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Importing;

/// <summary>Writes values as YAML in the style of Dify's pages: block style, two spaces, long prose folded at eighty columns.</summary>
internal static partial class YamlText
{
    private const int Width = 80;

    public static string Document(MappingNode root)
    {
        var text = new StringBuilder();
        WriteEntries(text, root, 0);
        return text.ToString();
    }

    /// <summary>The lines of one member of an object.</summary>
    public static string Entry(string key, DocumentNode value, int indent)
    {
        var text = new StringBuilder();
        WriteEntry(text, key, value, indent);
        return text.ToString();
    }

    /// <summary>The lines of one item of an array, the dash at the indent.</summary>
    public static string Item(DocumentNode value, int indent)
    {
        var text = new StringBuilder();
        WriteItem(text, value, indent);
        return text.ToString();
    }

    private static void WriteEntries(StringBuilder text, MappingNode mapping, int indent)
    {
        foreach (var entry in mapping.Entries)
        {
            WriteEntry(text, entry.Key, entry.Value, indent);
        }
    }

    private static void WriteEntry(StringBuilder text, string key, DocumentNode value, int indent)
    {
        text.Append(' ', indent).Append(Inline(key)).Append(':');
        switch (value)
        {
            case MappingNode { Entries.Count: > 0 } mapping:
                text.Append('\n');
                WriteEntries(text, mapping, indent + 2);
                break;
            case SequenceNode { Items.Count: > 0 } sequence:
                text.Append('\n');
                foreach (var item in sequence.Items)
                {
                    WriteItem(text, item, indent + 2);
                }

                break;
            default:
                text.Append(' ');
                WriteSimple(text, value, indent + 2, indent + key.Length + 2);
                break;
        }
    }

    private static void WriteItem(StringBuilder text, DocumentNode value, int indent)
    {
        if (value is MappingNode { Entries.Count: > 0 } or SequenceNode { Items.Count: > 0 })
        {
            var lines = new StringBuilder();
            if (value is MappingNode mapping)
            {
                WriteEntries(lines, mapping, indent + 2);
            }
            else
            {
                foreach (var item in ((SequenceNode)value).Items)
                {
                    WriteItem(lines, item, indent + 2);
                }
            }

            lines[indent] = '-';
            text.Append(lines);
            return;
        }

        text.Append(' ', indent).Append("- ");
        WriteSimple(text, value, indent + 2, indent + 2);
    }

    private static void WriteSimple(StringBuilder text, DocumentNode value, int indent, int column)
    {
        switch (value)
        {
            case MappingNode:
                text.Append("{}\n");
                break;
            case SequenceNode:
                text.Append("[]\n");
                break;
            case ScalarNode { Kind: ScalarKind.Text } scalar:
                WriteText(text, scalar.Text, indent, column);
                break;
            case ScalarNode scalar:
                text.Append(scalar.Text).Append('\n');
                break;
        }
    }

    private static void WriteText(StringBuilder text, string value, int indent, int column)
    {
        if (value.Any(IsUnprintable) || value.Length == 0 || char.IsWhiteSpace(value[0]) || value.EndsWith(' '))
        {
            text.Append(DoubleQuoted(value)).Append('\n');
        }
        else if (value.Contains('\n'))
        {
            WriteLiteral(text, value, indent);
        }
        else if (column + value.Length > Width && value.Contains(' ') && !value.Contains("  ", StringComparison.Ordinal))
        {
            text.Append(">-\n");
            WriteFolded(text, value, indent);
        }
        else
        {
            text.Append(Inline(value)).Append('\n');
        }
    }

    private static void WriteLiteral(StringBuilder text, string value, int indent)
    {
        var body = value.TrimEnd('\n');
        var ends = value.Length - body.Length;
        text.Append('|').Append(ends switch { 0 => "-", 1 => "", _ => "+" }).Append('\n');
        foreach (var line in body.Split('\n'))
        {
            text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
        }

        text.Append('\n', Math.Max(0, ends - 1));
    }

    private static void WriteFolded(StringBuilder text, string value, int indent)
    {
        var column = 0;
        foreach (var word in value.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width - indent)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(' ', column == 0 ? indent : 1).Append(word);
            column += word.Length + (column == 0 ? 0 : 1);
        }

        text.Append('\n');
    }

    /// <summary>A text on one line: plain where nothing else could be read there, quoted otherwise.</summary>
    private static string Inline(string value)
    {
        if (value.Contains('\n') || value.Any(IsUnprintable))
        {
            return DoubleQuoted(value);
        }

        var isPlain = PlainStart().IsMatch(value)
            && !LooksTyped().IsMatch(value)
            && !value.Contains(": ", StringComparison.Ordinal)
            && !value.Contains(" #", StringComparison.Ordinal)
            && !value.EndsWith(':')
            && !value.EndsWith(' ');
        return isPlain ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static string DoubleQuoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            text.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when IsUnprintable(character) => $"\\u{(int)character:X4}",
                _ => character.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    private static bool IsUnprintable(char character) =>
        (char.IsControl(character) && character != '\n') || character is '\u2028' or '\u2029' or '\uFEFF';

    [GeneratedRegex(@"^(?:[^\s\-?:,\[\]{}#&*!|>'""%@`]|[-?:](?=[^\s,\[\]{}]))[^\n]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainStart();

    // What YAML would read as another type than text, by the core schema and by older ones.
    [GeneratedRegex(
        @"^(?:~|null|true|false|yes|no|on|off|y|n|(?![0-9]+\.[0-9]+\.)[-+]?[0-9.][0-9_.,:eExXoObBa-fA-F+-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ].*|[-+]?\.(?:inf|nan)|=|<<|---.*|\.\.\..*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LooksTyped();
}
