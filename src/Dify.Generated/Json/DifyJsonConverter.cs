#if NET
using System;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Newtonsoft.Json;
using JsonException = System.Text.Json.JsonException;

namespace Dify.Generated;

/// <summary>
/// Reads and writes a type of this library under System.Text.Json exactly as it stands on the wire, whatever naming the serializer is set
/// to. The types name it themselves; nothing has to be
/// registered. An event is written with all of its members, and read as the class that its name asks for.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
/// <typeparam name="TConverter">What reads and writes the type under Newtonsoft.Json, which has it do the same here.</typeparam>
/// <remarks>The build for netstandard2.0 does not have it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DifyJsonConverter<T, TConverter> : System.Text.Json.Serialization.JsonConverter<T>
    where TConverter : Newtonsoft.Json.JsonConverter, new()
{
    private static readonly TConverter Converter = new();

    /// <summary>Reads a value.</summary>
    /// <param name="reader">Stands on it.</param>
    /// <param name="typeToConvert">The type that is asked for.</param>
    /// <param name="options">Not used: the wire decides.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The JSON is not of the shape of the type.</exception>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ReadText(document.RootElement.GetRawText());
    }

    /// <summary>Writes a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="options">Not used: the wire decides.</param>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            Converter.WriteJson(json, value, null!);
        }

        // It was made here; the platform's check would stop at half of the depth that is read.
        writer.WriteRawValue(text.ToString(), skipInputValidation: true);
    }

    /// <summary>Reads a word that is a key.</summary>
    /// <param name="reader">Stands on it.</param>
    /// <param name="typeToConvert">The type that is asked for.</param>
    /// <param name="options">Not used: the wire decides.</param>
    /// <returns>The word.</returns>
    /// <exception cref="JsonException">The type is no word.</exception>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => ReadText(JsonConvert.ToString(reader.GetString())) ?? throw Odd();

    /// <summary>Writes a word that is a key.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The word.</param>
    /// <param name="options">Not used: the wire decides.</param>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value is IOpenValue word ? word.Value : throw Odd());
    }

    private static T? ReadText(string text)
    {
        try
        {
            return DifyJson.Read(text.AsMemory(), static reader =>
            {
                JsonMember.Move(reader);
                return (T?)Converter.ReadJson(reader, typeof(T), null, null!);
            });
        }
        catch (Exception exception) when (exception is Newtonsoft.Json.JsonException or ArgumentException or InvalidCastException)
        {
            throw Odd();
        }
    }

    private static JsonException Odd() => new(ClientText.Format("NotOfTheShape", typeof(T).Name));
}
#endif
