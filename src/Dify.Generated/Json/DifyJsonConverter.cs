#if NET
using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dify.Generated;

/// <summary>
/// Reads and writes a type of this library under System.Text.Json exactly as it stands on the wire, whatever naming the serializer is set
/// to. The types name it themselves; nothing has to be
/// registered. An event is written with all of its members, and read as the class that its name asks for.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
/// <remarks>The build for netstandard2.0 does not have it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DifyJsonConverter<[DynamicallyAccessedMembers(
    DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors)] T> : JsonConverter<T>
{
    private static readonly NewtonsoftBridge<T> Text = new(
        ((IJsonConverted)RuntimeHelpers.GetUninitializedObject(typeof(T))).JsonConverter);

    /// <summary>Reads a value.</summary>
    /// <param name="reader">Stands on it.</param>
    /// <param name="typeToConvert">The type that is asked for.</param>
    /// <param name="options">Not used: the wire decides.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The JSON is not of the shape of the type.</exception>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Text.Read(ref reader);

    /// <summary>Writes a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="options">Not used: the wire decides.</param>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => Text.Write(writer, value);

    /// <summary>Reads a word that is a key.</summary>
    /// <param name="reader">Stands on it.</param>
    /// <param name="typeToConvert">The type that is asked for.</param>
    /// <param name="options">Not used: the wire decides.</param>
    /// <returns>The word.</returns>
    /// <exception cref="JsonException">The type is no word.</exception>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Text.Read(DifyJson.ToText(new Newtonsoft.Json.Linq.JValue(reader.GetString()))) ?? throw NewtonsoftBridge<T>.Odd();

    /// <summary>Writes a word that is a key.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The word.</param>
    /// <param name="options">Not used: the wire decides.</param>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value is IOpenValue word ? word.Value : throw NewtonsoftBridge<T>.Odd());
    }
}
#endif
