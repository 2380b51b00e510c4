using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Dify.OpenApi.Documents;

/// <summary>Reads JSON with the line and column of every value.</summary>
internal sealed class JsonNodeReader
{
    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly List<int> _lineStarts = [0];
    private readonly int _lineOffset;

    private JsonNodeReader(string file, string text, int firstLine)
    {
        _file = file;
        _lineOffset = firstLine - 1;
        _bytes = Encoding.UTF8.GetBytes(text);
        for (var index = 0; index < _bytes.Length; index++)
        {
            if (_bytes[index] == (byte)'\n')
            {
                _lineStarts.Add(index + 1);
            }
        }
    }

    public static DocumentNode Read(string file, string text, int firstLine) => new JsonNodeReader(file, text, firstLine).ReadOnlyValue();

    private DocumentNode ReadOnlyValue()
    {
        var options = new JsonReaderOptions { MaxDepth = DocumentLimits.Depth, CommentHandling = JsonCommentHandling.Disallow };
        var reader = new Utf8JsonReader(_bytes, options);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            var position = new Position((int)(exception.LineNumber ?? 0) + 1 + _lineOffset, (int)(exception.BytePositionInLine ?? 0) + 1);
            var tooDeep = reader.CurrentDepth >= DocumentLimits.Depth;
            throw tooDeep
                ? new DocumentException(_file, position, Rule.Bounded, $"Values are nested deeper than {DocumentLimits.Depth} levels.")
                : new DocumentException(_file, position, Rule.Json, $"The JSON cannot be read: {exception.Message}");
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
                throw new DocumentException(_file, keyPosition, Rule.UniqueKeys, $"The key '{key}' stands here a second time. Remove one of the two.");
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
            throw new DocumentException(_file, position, Rule.Json, "The string holds half of a surrogate pair.");
        }
    }

    private Position At(long offset)
    {
        var line = _lineStarts.BinarySearch((int)offset);
        line = line < 0 ? ~line - 1 : line;
        var column = Encoding.UTF8.GetCharCount(_bytes, _lineStarts[line], (int)offset - _lineStarts[line]) + 1;
        return new Position(line + 1 + _lineOffset, column);
    }
}
