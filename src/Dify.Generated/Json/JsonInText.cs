using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>JSON, or a text that holds JSON: run detail sends its inputs in both ways. A text that is no JSON stays a text.</summary>
internal static class JsonInText
{
    /// <summary>The value that the reader stands on.</summary>
    internal static JToken Read(JsonReader reader)
    {
        var value = JsonValue.Read(reader);
        if (value.Type != JTokenType.String)
        {
            return value;
        }

        var text = (string)value!;
        return DifyJson.TryParse(text, out var parsed) && parsed is JContainer ? parsed : value;
    }
}
