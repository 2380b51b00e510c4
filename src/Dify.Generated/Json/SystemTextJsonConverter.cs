using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// Takes the values of System.Text.Json for what they are, wherever they stand in what a caller gives: elements, documents and nodes.
/// Minimal APIs bind to them; to Newtonsoft.Json they are
/// objects with members of their own.
/// </summary>
internal sealed class SystemTextJsonConverter : JsonConverter
{
    private static readonly SystemTextJsonConverter Converter = new();

#if NET
    public override bool CanRead => true;

    public override bool CanConvert(Type objectType)
        => objectType == typeof(System.Text.Json.JsonElement) || objectType == typeof(System.Text.Json.JsonElement?)
            || objectType == typeof(System.Text.Json.JsonDocument)
            || typeof(System.Text.Json.Nodes.JsonNode).IsAssignableFrom(objectType);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var text = JsonValue.Read(reader).ToString(Formatting.None);
        if (typeof(System.Text.Json.Nodes.JsonNode).IsAssignableFrom(objectType))
        {
            var node = System.Text.Json.Nodes.JsonNode.Parse(text);
            return node is null || objectType.IsInstanceOfType(node) ? node : throw JsonFailure.At(reader, objectType.Name);
        }

        var document = System.Text.Json.JsonDocument.Parse(text);
        return objectType == typeof(System.Text.Json.JsonDocument) ? document : document.RootElement.Clone();
    }

    private static string? TextOf(object value) => value switch
    {
        System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.Undefined } => null,
        System.Text.Json.JsonElement element => element.GetRawText(),
        System.Text.Json.JsonDocument document => document.RootElement.GetRawText(),
        _ => ((System.Text.Json.Nodes.JsonNode)value).ToJsonString(),
    };
#else
    // The framework comes without System.Text.Json; the program may have it all the same. A type is known by its name then, and gives its
    // text by the method that it has for it.
    private const string Element = "System.Text.Json.JsonElement";
    private const string Document = "System.Text.Json.JsonDocument";
    private const string Node = "System.Text.Json.Nodes.JsonNode";

    public override bool CanRead => false;

    public override bool CanConvert(Type objectType) => KindOf(objectType) is not null;

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        => throw new NotSupportedException();

    private static string? KindOf(Type type)
    {
        for (var known = type; known is not null; known = known.BaseType)
        {
            if (known.FullName is Element or Document or Node)
            {
                return known.FullName;
            }
        }

        return null;
    }

    private static string? TextOf(object value)
    {
        var type = value.GetType();
        return KindOf(type) switch
        {
            Document => TextOf(type.GetProperty("RootElement")!.GetValue(value)),
            Node => (string)type.GetMethod("ToJsonString")!.Invoke(value, [null])!,
            _ => type.GetProperty("ValueKind")!.GetValue(value)!.ToString() == "Undefined" ? null
                : (string)type.GetMethod("GetRawText")!.Invoke(value, null)!,
        };
    }
#endif

    /// <summary>The JSON of a value of System.Text.Json, null for one that holds none; false for any other value.</summary>
    public static bool TryGetText(object value, out string? text)
    {
        var isKnown = Converter.CanConvert(value.GetType());
        text = isKnown ? TextOf(value) : null;
        return isKnown;
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var token = TextOf(value!) is { } text ? DifyJson.Parse(text.AsMemory()) : JValue.CreateNull();
        token.WriteTo(writer);
    }
}
