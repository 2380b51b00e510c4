using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Settings;

/// <summary>Reads JSON that a person wrote, without taking texts for dates.</summary>
internal static class JsonText
{
    public static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        var value = JToken.ReadFrom(reader);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                throw new JsonReaderException("There is more text behind the value.", reader.Path, reader.LineNumber, reader.LinePosition, innerException: null);
            }
        }

        return value;
    }
}
