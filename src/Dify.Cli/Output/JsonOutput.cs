using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Dify.Cli.Output;

/// <summary>Answers as JSON with the names of the wire, for programs.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = new BaseFirst(),
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

        return PlainText.Escape(text.ToString());
    }

    // An event names itself before its data, as on the wire.
    private sealed class BaseFirst : DefaultContractResolver
    {
        protected override IList<JsonProperty> CreateProperties(Type type, MemberSerialization memberSerialization)
            => [.. base.CreateProperties(type, memberSerialization).OrderBy(static property => Depth(property.DeclaringType))];

        private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);
    }
}
