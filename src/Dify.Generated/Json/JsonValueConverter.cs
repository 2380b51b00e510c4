using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Free-form JSON, kept exactly as it was sent: key order, keys that differ in case alone, date-like texts, every digit.</summary>
internal sealed class JsonValueConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => typeof(JToken).IsAssignableFrom(objectType);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var value = JsonValue.Read(reader);
        if (objectType == typeof(JObject) && value is not JObject)
        {
            return value.Type == JTokenType.Null ? null : throw JsonFailure.At(reader, "a JSON object");
        }

        return objectType == typeof(JRaw) && value is not JRaw ? new JRaw(value.ToString(Formatting.None)) : value;
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => ((JToken)value!).WriteTo(writer);
}
