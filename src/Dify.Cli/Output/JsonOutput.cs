using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dify.Generated;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Formatting = Newtonsoft.Json.Formatting;

namespace Dify.Cli.Output;

/// <summary>Answers as JSON with the names of the wire, for programs. Asks no type for its members, so it works compiled ahead of
/// time.</summary>
internal static class JsonOutput
{
    /// <summary>What the converter of the library asks of a type.</summary>
    public const DynamicallyAccessedMemberTypes Needed
        = DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors;

    // As deep as the library reads.
    private const int Depth = 256;

    // The converter takes nothing from them.
    private static readonly JsonSerializerOptions NoOptions = new();

    public static string Indented(JToken value) => Write(value, Formatting.Indented);

    public static string OnOneLine(JToken value) => Write(value, Formatting.None);

    public static string WireIndented<[DynamicallyAccessedMembers(Needed)] T>(T value)
    {
        using var json = JsonDocument.Parse(Wire(value), new JsonDocumentOptions { MaxDepth = Depth });
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, options))
        {
            json.WriteTo(writer);
        }

        return PlainText.Escape(Encoding.UTF8.GetString(text.WrittenSpan));
    }

    public static string WireOnOneLine<[DynamicallyAccessedMembers(Needed)] T>(T value) => PlainText.Escape(Wire(value));

    /// <summary>A value of the library as a tree, to be put into another.</summary>
    public static JToken WireTree<[DynamicallyAccessedMembers(Needed)] T>(T value) => Settings.JsonText.Parse(Wire(value));

    private static string Wire<[DynamicallyAccessedMembers(Needed)] T>(T value)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            new DifyJsonConverter<T>().Write(writer, value, NoOptions);
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static string Write(JToken value, Formatting formatting)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var writer = new JsonTextWriter(text) { Formatting = formatting })
        {
            value.WriteTo(writer);
        }

        return PlainText.Escape(text.ToString());
    }
}
