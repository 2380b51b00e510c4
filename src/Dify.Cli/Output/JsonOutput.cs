using System.Globalization;
using System.IO;
using Newtonsoft.Json;

namespace Dify.Cli.Output;

/// <summary>Answers as JSON with the names of the wire, for programs.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
    });

    public static string Indented(object? value) => Write(value, Formatting.Indented);

    public static string OnOneLine(object? value) => Write(value, Formatting.None);

    private static string Write(object? value, Formatting formatting)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var writer = new JsonTextWriter(text) { Formatting = formatting })
        {
            Serializer.Serialize(writer, value);
        }

        return text.ToString();
    }
}
