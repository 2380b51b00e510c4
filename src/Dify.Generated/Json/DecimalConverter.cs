using System;
using System.Globalization;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>An amount that Dify writes as a number or as a decimal in a text.</summary>
internal static class DecimalConverter
{
    /// <summary>The amount that the reader stands on; null if there is none.</summary>
    internal static decimal? Read(JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Integer or JsonToken.Float:
                return JsonNumber.ToDecimal(reader) ?? throw JsonFailure.At(reader, "a number within the range of a decimal");
            case JsonToken.String:
                var text = (string)reader.Value!;
                if (text.Length == 0)
                {
                    return null;
                }

                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
                    ? amount
                    : throw JsonFailure.At(reader, "a number, or a text that holds one");
            default:
                throw JsonFailure.At(reader, "a number, or a text that holds one");
        }
    }
}
