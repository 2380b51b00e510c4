using System;
using System.IO;
using Dify.Cli.Localization;
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
                throw new JsonReaderException(
                    "There is more text behind the value.", reader.Path, reader.LineNumber, reader.LinePosition, innerException: null);
            }
        }

        return value;
    }

    /// <summary>Says where a file stops being JSON. The parser's own sentence is left out: it is English whatever the user reads.</summary>
    public static UsageException Refusal(string name, JsonReaderException exception)
    {
        // The reader counts lines from one, and positions by what it has read.
        var words = CliText.Format("FileNotJson", name, Math.Max(1, exception.LineNumber), exception.LinePosition + 1);
        return new UsageException(words, exception);
    }
}
