using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dify.OpenApi.Documents;

/// <summary>
/// Reads YAML by the rules of YAML 1.2's core schema, as OpenAPI asks: <c>yes</c>, <c>no</c> and dates are strings.
/// Aliases share the node they name, so a document costs no more memory than its text; what following them would cost is counted and
/// bounded.
/// </summary>
internal sealed partial class YamlNodeReader
{
    private readonly string file;
    private readonly int lineOffset;
    private readonly CheckedYamlParser parser;
    private readonly Dictionary<string, DocumentNode?> anchors = new(StringComparer.Ordinal);

    private YamlNodeReader(string file, string text, int firstLine)
    {
        this.file = file;
        lineOffset = firstLine - 1;
        parser = new CheckedYamlParser(new StringReader(text));
    }

    public static DocumentNode Read(string file, string text, int firstLine)
    {
        var reader = new YamlNodeReader(file, text, firstLine);
        try
        {
            return reader.ReadOnlyDocument();
        }
        catch (YamlException exception)
        {
            throw reader.Refuse(exception.Start, Rule.Yaml, $"The YAML cannot be read: {exception.Message}");
        }
    }

    private DocumentNode ReadOnlyDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out var end))
        {
            throw Refuse(end.Start, Rule.Yaml, "The file holds no document.");
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        parser.Consume<DocumentEnd>();
        return parser.TryConsume<DocumentStart>(out var second)
            ? throw Refuse(second.Start, Rule.Yaml, "The file holds a second YAML document. Keep one document per file.")
            : root;
    }

    private DocumentNode ReadNode(int depth)
    {
        if (depth > DocumentLimits.Depth)
        {
            throw Refuse(
                parser.Current?.Start ?? Mark.Empty, Rule.Bounded, $"Values are nested deeper than {DocumentLimits.Depth} levels.");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return ReadAlias(alias);
        }

        var anchor = parser.Current is NodeEvent { Anchor.IsEmpty: false } anchored ? anchored.Anchor.Value : null;
        if (anchor is not null)
        {
            anchors[anchor] = null;
        }

        var start = parser.Current?.Start ?? Mark.Empty;
        DocumentNode node;
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            node = ReadScalar(scalar);
        }
        else if (parser.TryConsume<MappingStart>(out var mapping))
        {
            node = ReadMapping(mapping, depth);
        }
        else
        {
            node = ReadSequence(parser.Consume<SequenceStart>(), depth);
        }

        if (node.Weight > DocumentLimits.Nodes)
        {
            throw Refuse(start, Rule.Bounded, $"Following the aliases here gives more than {DocumentLimits.Nodes} values.");
        }

        if (anchor is not null)
        {
            anchors[anchor] = node;
        }

        return node;
    }

    private DocumentNode ReadAlias(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var target))
        {
            throw Refuse(alias.Start, Rule.Yaml, $"The alias *{alias.Value.Value} names no anchor.");
        }

        return target ?? throw Refuse(
            alias.Start, Rule.NoEndlessReference, $"The alias *{alias.Value.Value} stands inside the value that it names.");
    }

    private MappingNode ReadMapping(MappingStart start, int depth)
    {
        var entries = new List<MappingEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw Refuse(parser.Current?.Start ?? start.Start, Rule.Yaml, "A key must be a plain text.");
            }

            if (key.Value == "<<" && key.Style == ScalarStyle.Plain)
            {
                throw Refuse(key.Start, Rule.Yaml, "Merge keys (<<) are not part of YAML 1.2. Write the members out.");
            }

            if (!keys.Add(key.Value))
            {
                throw Refuse(key.Start, Rule.UniqueKeys, $"The key '{key.Value}' stands here a second time. Remove one of the two.");
            }

            entries.Add(new MappingEntry(key.Value, At(key.Start), ReadNode(depth + 1)));
        }

        return new MappingNode(At(start.Start), entries);
    }

    private SequenceNode ReadSequence(SequenceStart start, int depth)
    {
        var items = new List<DocumentNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new SequenceNode(At(start.Start), items);
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        var position = At(scalar.Start);
        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str");
        if (isText)
        {
            return new ScalarNode(position, ScalarKind.Text, scalar.Value);
        }

        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => new ScalarNode(position, ScalarKind.Null, "null"),
            "true" or "True" or "TRUE" => new ScalarNode(position, ScalarKind.Boolean, "true"),
            "false" or "False" or "FALSE" => new ScalarNode(position, ScalarKind.Boolean, "false"),
            var value when AsJsonNumber(value) is { } number => new ScalarNode(position, ScalarKind.Number, number),
            var value => new ScalarNode(position, ScalarKind.Text, value),
        };
    }

    private static string? AsJsonNumber(string value)
    {
        if (value.Length > 64)
        {
            return null;
        }

        if (JsonNumber().IsMatch(value))
        {
            return value;
        }

        if (value.StartsWith("0o", StringComparison.Ordinal))
        {
            return OctalNumber().IsMatch(value) ? Convert.ToUInt64(value[2..], 8).ToString(CultureInfo.InvariantCulture) : null;
        }

        if (value.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hexadecimal))
        {
            return hexadecimal.ToString(CultureInfo.InvariantCulture);
        }

        return CoreNumber().IsMatch(value)
            && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    private Position At(Mark mark) => new((int)mark.Line + lineOffset, (int)mark.Column);

    private DocumentException Refuse(Mark mark, string rule, string message) => new(file, At(mark), rule, message);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^0o[0-7]{1,21}$", RegexOptions.CultureInvariant)]
    private static partial Regex OctalNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex CoreNumber();
}
