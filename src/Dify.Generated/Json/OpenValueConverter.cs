using System;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Reads and writes an open value as its word; whatever else the server sends in its place becomes its JSON text, never an
/// exception.</summary>
/// <typeparam name="T">The open value.</typeparam>
internal abstract class OpenValueConverter<T> : JsonConverter
    where T : struct, IOpenValue
{
    public override bool CanConvert(Type objectType) => objectType == typeof(T) || objectType == typeof(T?);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        => reader.TokenType switch
        {
            JsonToken.Null => objectType == typeof(T) ? default(T) : null,
            JsonToken.String => Create((string)reader.Value!),
            _ => Create(JsonValue.Read(reader).ToString(Formatting.None)),
        };

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => writer.WriteValue(((T)value!).Value);

    protected abstract T Create(string value);
}
