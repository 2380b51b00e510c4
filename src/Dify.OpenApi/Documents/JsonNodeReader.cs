using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Dify.OpenApi.Documents;

/// <summary>Reads JSON with the line and column of every value.</summary>
internal sealed class JsonNodeReader
{
    private readonly string file;
    private readonly byte[] bytes;
    private readonly List<int> lineStarts = [0];
    private readonly int lineOffset;
    private int countedTo;
    private int countedColumn = 1;

    private JsonNodeReader(string file, string text, int firstLine)
    {
        this.file = file;
        lineOffset = firstLine - 1;
        bytes = Encoding.UTF8.GetBytes(text);
        for (var index = 0; index < bytes.Length; index++)
        {
            if (bytes[index] == (byte)'\n')
            {
                lineStarts.Add(index + 1);
            }
        }
    }

    public static DocumentNode Read(string file, string text, int firstLine) => new JsonNodeReader(file, text, firstLine).ReadOnlyValue();

    private DocumentNode ReadOnlyValue()
    {
        var options = new JsonReaderOptions { MaxDepth = DocumentLimits.Depth, CommentHandling = JsonCommentHandling.Disallow };
        var reader = new Utf8JsonReader(bytes, options);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            var position = new Position((int)(exception.LineNumber ?? 0) + 1 + lineOffset, (int)(exception.BytePositionInLine ?? 0) + 1);
            var tooDeep = reader.CurrentDepth >= DocumentLimits.Depth - 1;
            throw tooDeep
                ? new DocumentException(file, position, Rule.Bounded, $"Values are nested deeper than {DocumentLimits.Depth} levels.")
                : new DocumentException(file, position, Rule.Json, $"The JSON cannot be read: {exception.Message}");
        }
    }

    private DocumentNode ReadValue(ref Utf8JsonReader reader)
    {
        var position = At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, position);
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader));
                }

                return new SequenceNode(position, items);
            case JsonTokenType.String:
                return new ScalarNode(position, ScalarKind.Text, ReadText(ref reader, position));
            case JsonTokenType.Number:
                return new ScalarNode(position, ScalarKind.Number, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True:
                return new ScalarNode(position, ScalarKind.Boolean, "true");
            case JsonTokenType.False:
                return new ScalarNode(position, ScalarKind.Boolean, "false");
            default:
                return new ScalarNode(position, ScalarKind.Null, "null");
        }
    }

    private MappingNode ReadObject(ref Utf8JsonReader reader, Position position)
    {
        var entries = new List<MappingEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyPosition = At(reader.TokenStartIndex);
            var key = ReadText(ref reader, keyPosition);
            if (!keys.Add(key))
            {
                throw new DocumentException(
                    file, keyPosition, Rule.UniqueKeys, $"The key '{key}' stands here a second time. Remove one of the two.");
            }

            reader.Read();
            entries.Add(new MappingEntry(key, keyPosition, ReadValue(ref reader)));
        }

        return new MappingNode(position, entries);
    }

    private string ReadText(ref Utf8JsonReader reader, Position position)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new DocumentException(file, position, Rule.Json, "The string holds half of a surrogate pair.");
        }
    }

    private Position At(long offset)
    {
        var line = lineStarts.BinarySearch((int)offset);
        line = line < 0 ? ~line - 1 : line;

        // Values are met in order, so a document on one line is counted once, not once per value.
        if (lineStarts[line] > countedTo)
        {
            countedTo = lineStarts[line];
            countedColumn = 1;
        }

        countedColumn += Encoding.UTF8.GetCharCount(bytes, countedTo, (int)offset - countedTo);
        countedTo = (int)offset;
        return new Position(line + 1 + lineOffset, countedColumn);
    }
}
