#if NET
using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Newtonsoft.Json;
using JsonException = System.Text.Json.JsonException;

namespace Dify.Generated;

/// <summary>Has System.Text.Json read and write a type by what does it under Newtonsoft.Json.</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class NewtonsoftBridge<T>(JsonConverter converter)
{
    public T? Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement.GetRawText());
    }

    public T? Read(string text)
    {
        try
        {
            return DifyJson.Read(text.AsMemory(), reader =>
            {
                JsonMember.Move(reader);
                return (T?)converter.ReadJson(reader, typeof(T), null, null!);
            });
        }
        catch (Exception exception) when (exception is Newtonsoft.Json.JsonException or ArgumentException or InvalidCastException)
        {
            throw Odd();
        }
    }

    public void Write(Utf8JsonWriter writer, T value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            converter.WriteJson(json, value, null!);
        }

        // It was made here; the platform's check would stop at half of the depth that is read.
        writer.WriteRawValue(text.ToString(), skipInputValidation: true);
    }

    public static JsonException Odd() => new(ClientText.Format("NotOfTheShape", typeof(T).Name));
}
#endif
