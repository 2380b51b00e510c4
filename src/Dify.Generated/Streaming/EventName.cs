using System;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Finds the name of an event in its JSON before the whole of it is read.</summary>
internal static class EventName
{
    private const string Member = "event";

    /// <summary>The value of the member <c>event</c>; empty if the object has none.</summary>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static string Find(ReadOnlyMemory<char> json, KnownNames names) =>
        TryFindFirst(json.Span, out var name) ? names.Of(name) : FindAnywhere(json);

    // Dify writes the name first: then it is found without a reader.
    private static bool TryFindFirst(ReadOnlySpan<char> json, out ReadOnlySpan<char> name)
    {
        name = default;
        if (!TryTake(ref json, '{') || !TryTake(ref json, '"') || !json.StartsWith(Member.AsSpan()))
        {
            return false;
        }

        json = json.Slice(Member.Length);
        if (json.IsEmpty || json[0] != '"')
        {
            return false;
        }

        json = json.Slice(1);
        if (!TryTake(ref json, ':') || !TryTake(ref json, '"'))
        {
            return false;
        }

        var end = json.IndexOfAny('"', '\\');
        if (end < 0 || json[end] != '"')
        {
            return false;
        }

        name = json.Slice(0, end);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> json, char expected)
    {
        json = json.TrimStart(" \t\r\n".AsSpan());
        if (json.IsEmpty || json[0] != expected)
        {
            return false;
        }

        json = json.Slice(1);
        return true;
    }

    private static string FindAnywhere(ReadOnlyMemory<char> json)
    {
        using var reader = new ExactJsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonToken.StartObject)
        {
            throw JsonFailure.At(reader, "a JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
        {
            var isName = (string)reader.Value! == Member;
            reader.Read();
            if (isName)
            {
                return reader.TokenType == JsonToken.String ? (string)reader.Value! : string.Empty;
            }

            reader.Skip();
        }

        return string.Empty;
    }
}
