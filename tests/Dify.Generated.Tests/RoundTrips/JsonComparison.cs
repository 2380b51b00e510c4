using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.RoundTrips;

/// <summary>Compares JSON that was sent with what the client's object writes again: the same by its schema, and by the letter where there
/// is no schema.</summary>
internal sealed class JsonComparison(ApiDocument document)
{
    private readonly SchemaCheck check = new(document);

    public IEnumerable<string> Differences(JToken schema, JsonElement sent, JsonElement written, string place, string wireName = "")
    {
        JObject resolved = document.Resolve(schema);
        bool isSame;
        if (check.Members(resolved) is { Count: > 0 } members)
        {
            return sent.ValueKind == JsonValueKind.Object && written.ValueKind == JsonValueKind.Object
                ? MemberDifferences(members, sent, written, place)
                : Unless(sent.GetRawText() == written.GetRawText(), sent, written, place);
        }

        if (wireName.EndsWith("price", StringComparison.Ordinal))
        {
            isSame = Number(sent) == Number(written);
        }
        else if (resolved["oneOf"] is not null)
        {
            isSame = IsSame(sent, written) || (sent.ValueKind == JsonValueKind.String && IsItsText(sent, written))
                || (sent.ValueKind == JsonValueKind.Number
                    && written.ValueKind == JsonValueKind.Number
                    && sent.GetDouble().Equals(written.GetDouble()));
        }
        else if ((string?)resolved["type"] == "array"
            && sent.ValueKind == JsonValueKind.Array
            && written.ValueKind == JsonValueKind.Array
            && resolved["items"] is { } item)
        {
            return sent.GetArrayLength() == written.GetArrayLength()
                ? sent.EnumerateArray()
                    .Zip(written.EnumerateArray())
                    .SelectMany((pair, index) => Differences(item, pair.First, pair.Second, $"{place}[{index}]", wireName))
                : Unless(false, sent, written, place);
        }
        else if ((string?)resolved["format"] == "date-time" && sent.ValueKind == JsonValueKind.String)
        {
            isSame = Instant(sent) == Instant(written);
        }
        else if ((string?)resolved["type"] is "number")
        {
            isSame = sent.GetDouble().Equals(written.GetDouble());
        }
        else
        {
            isSame = IsSame(sent, written);
        }

        return Unless(isSame, sent, written, place);
    }

    private IEnumerable<string> MemberDifferences(
        IReadOnlyDictionary<string, JObject> members, JsonElement sent, JsonElement written, string place)
    {
        foreach (JsonProperty member in sent.EnumerateObject())
        {
            bool isWritten = written.TryGetProperty(member.Name, out JsonElement value);
            bool isKnown = members.TryGetValue(member.Name, out JObject? schema);
            if (!isWritten)
            {
                // A null that a named member holds is the same as nothing.
                if (!isKnown || member.Value.ValueKind != JsonValueKind.Null)
                {
                    yield return $"{place}.{member.Name} is lost.";
                }

                continue;
            }

            if (isKnown && member.Value.ValueKind == JsonValueKind.Null && IsNothing(value))
            {
                continue;
            }

            foreach (string difference in isKnown
                ? Differences(schema!, member.Value, value, $"{place}.{member.Name}", member.Name)
                : Unless(IsSame(member.Value, value), member.Value, value, $"{place}.{member.Name}"))
            {
                yield return difference;
            }
        }

        foreach (JsonProperty more in written.EnumerateObject()
            .Where(member => !sent.TryGetProperty(member.Name, out _) && !IsNothing(member.Value)))
        {
            yield return $"{place}.{more.Name} was never sent.";
        }
    }

    // A text may be escaped in several ways; all else is the same by the letter.
    private static bool IsSame(JsonElement sent, JsonElement written)
        => sent.GetRawText() == written.GetRawText() || (sent.ValueKind == written.ValueKind && sent.ValueKind switch
        {
            JsonValueKind.String => sent.GetString() == written.GetString(),
            JsonValueKind.Array => sent.GetArrayLength() == written.GetArrayLength()
                && sent.EnumerateArray().Zip(written.EnumerateArray()).All(pair => IsSame(pair.First, pair.Second)),
            JsonValueKind.Object =>
                sent.EnumerateObject().Select(member => member.Name).SequenceEqual(written.EnumerateObject().Select(member => member.Name))
                && sent.EnumerateObject().All(member => IsSame(member.Value, written.GetProperty(member.Name))),
            _ => false,
        });

    // A list that is never null, or a null that JSON of any kind holds.
    private static bool IsNothing(JsonElement value)
        => value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    private static bool IsItsText(JsonElement text, JsonElement json)
    {
        if (json.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return text.GetString() == json.GetRawText();
        }

        using JsonDocument parsed = JsonDocument.Parse(text.GetString()!);
        return IsSame(parsed.RootElement, json);
    }

    private static decimal Number(JsonElement value)
        => decimal.Parse(
            value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(),
            NumberStyles.Float,
            CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(JsonElement value)
        => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string[] Unless(bool isSame, JsonElement sent, JsonElement written, string place)
        => isSame ? [] : [$"{place}: sent {sent.GetRawText()}, written {written.GetRawText()}."];
}
