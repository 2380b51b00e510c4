using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads free-form JSON into a token tree without losing anything.</summary>
internal static class JsonValue
{
    /// <summary>Reads the value that the reader stands on.</summary>
    public static JToken Read(JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.StartObject:
                var members = new JObject();
                while (ReadNext(reader) != JsonToken.EndObject)
                {
                    var name = (string)reader.Value!;
                    ReadNext(reader);

                    // A name that comes twice: the last one counts, as everywhere in JSON.
                    members[name] = Read(reader);
                }

                return members;
            case JsonToken.StartArray:
                var items = new JArray();
                while (ReadNext(reader) != JsonToken.EndArray)
                {
                    items.Add(Read(reader));
                }

                return items;
            case JsonToken.Integer or JsonToken.Float when reader is ExactJsonReader { NumberText: { } number }:
                return new JRaw(number);
            case JsonToken.Null or JsonToken.Undefined:
                return JValue.CreateNull();
            default:
                return new JValue(reader.Value);
        }
    }

    private static JsonToken ReadNext(JsonReader reader)
    {
        do
        {
            if (!reader.Read())
            {
                throw JsonFailure.At(reader, "the rest of a JSON value");
            }
        }
        while (reader.TokenType == JsonToken.Comment);

        return reader.TokenType;
    }
}
