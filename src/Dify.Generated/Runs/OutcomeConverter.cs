using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads and writes an outcome with the names that the wire has for its parts.</summary>
/// <typeparam name="TOutcome">Of a run, or of an answer.</typeparam>
internal abstract class OutcomeConverter<TOutcome> : JsonConverter
    where TOutcome : class
{
    public override bool CanConvert(Type objectType) => objectType == typeof(TOutcome);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var value = JsonValue.Read(reader);
        return value.Type == JTokenType.Null ? null : Read(reader, value as JObject ?? throw JsonFailure.At(reader, "a JSON object"));
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var json = new JObject();
        Write(json, (TOutcome)value!);
        json.WriteTo(writer);
    }

    /// <param name="reader">Where the outcome stood, for failures.</param>
    /// <param name="json">The outcome.</param>
    protected abstract TOutcome Read(JsonReader reader, JObject json);

    protected abstract void Write(JObject json, TOutcome outcome);
}
