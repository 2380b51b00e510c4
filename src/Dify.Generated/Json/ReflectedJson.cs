using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Dify.Generated;

/// <summary>
/// JSON of a program's own types, by reflection. Its serializer hears nothing of the host's <see cref="JsonConvert.DefaultSettings"/>,
/// trusts no type name and goes no deeper than <see cref="DifyJson.MaxDepth"/>. Nothing else of the client needs a serializer.
/// </summary>
[RequiresUnreferencedCode(Reason)]
[RequiresDynamicCode(Reason)]
internal static class ReflectedJson
{
    /// <summary>What a program that is trimmed, or compiled ahead of time, is told by its build.</summary>
    public const string Reason = "Newtonsoft.Json finds the members of a program's own types by reflection.";

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = new DefaultContractResolver(),
        Converters = { new SystemTextJsonConverter(), new StringEnumConverter { AllowIntegerValues = false } },
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Double,
        MaxDepth = DifyJson.MaxDepth,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MissingMemberHandling = MissingMemberHandling.Ignore,
        TypeNameHandling = TypeNameHandling.None,
    });

    /// <summary>What the serializer knows of the members of a class; null if it is written and read otherwise.</summary>
    public static JsonObjectContract? ContractOf(Type type) => Serializer.ContractResolver.ResolveContract(type) as JsonObjectContract;

    /// <summary>Makes a token of any value.</summary>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static JToken ToToken(object? value)
    {
        using var writer = new BoundedTokenWriter();
        Serializer.Serialize(writer, value);
        return writer.Token ?? JValue.CreateNull();
    }

    /// <summary>Reads one value from a text that lies in memory.</summary>
    /// <exception cref="JsonException">The text is no JSON, or not of the shape that is asked for.</exception>
    public static T? Read<T>(string text) => DifyJson.Read(text.AsMemory(), static reader => Serializer.Deserialize<T>(reader));
}
