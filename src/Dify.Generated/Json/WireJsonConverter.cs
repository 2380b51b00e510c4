using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Has Newtonsoft.Json read and write a class by what the class itself knows of its JSON.</summary>
/// <typeparam name="T">The class.</typeparam>
internal abstract class WireJsonConverter<T> : JsonConverter
    where T : class, IJsonReadable, IJsonWritable
{
    public override bool CanConvert(Type objectType) => objectType == typeof(T);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
        {
            return null;
        }

        // A text that looks like a date is a text.
        var handling = reader.DateParseHandling;
        reader.DateParseHandling = DateParseHandling.None;
        try
        {
            var members = JsonValue.Read(reader) as JObject ?? throw JsonFailure.At(reader, "a JSON object");
            var value = Create(members);
            using var own = new ExactJsonReader(members.ToString(Formatting.None).AsMemory());
            DifyJson.Fill(own, value);
            return value as T ?? throw JsonFailure.At(reader, typeof(T).Name);
        }
        finally
        {
            reader.DateParseHandling = handling;
        }
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => JsonBody.Write(writer, (T)value!);

    /// <summary>Makes the object that is filled.</summary>
    protected abstract IJsonReadable Create(JObject members);
}
