#if NET
using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Teaches System.Text.Json what is not this library's own: tokens of Newtonsoft.Json, which outputs and other free-form JSON
/// are.</summary>
/// <remarks>The build for netstandard2.0 does not have it.</remarks>
public static class DifyJsonSerializerOptionsExtensions
{
    /// <summary>
    /// Adds what reads and writes a <see cref="JToken"/> that stands alone or in a class of the program's own, such as
    /// <c>WorkflowOutcome.Outputs</c> as the answer of an endpoint. The
    /// types of this library need none of it.
    /// </summary>
    /// <param name="options">The options, of ASP.NET Core for instance: <c>ConfigureHttpJsonOptions(json =>
    /// json.SerializerOptions.AddDifyConverters())</c>.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public static JsonSerializerOptions AddDifyConverters(this JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        JsonConverter[] converters =
        [
            new TokenConverter<JToken>(), new TokenConverter<JObject>(), new TokenConverter<JArray>(), new TokenConverter<JValue>(),
            new TokenConverter<JRaw>(),
        ];
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        return options;
    }

    private sealed class TokenConverter<T> : JsonConverter<T>
        where T : JToken
    {
        private static readonly NewtonsoftBridge<T> Text = new(new JsonValueConverter());

        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Text.Read(ref reader);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => Text.Write(writer, value);
    }
}
#endif
