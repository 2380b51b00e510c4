using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Writes the members of an object that knows them: what is null is left out, and what is decided here wins over the caller's
/// object.</summary>
internal sealed class JsonBody
{
    private readonly JsonWriter writer;
    private readonly IReadOnlyDictionary<string, string> decided;
    private readonly IDictionary<string, JToken>? aside;

    private JsonBody(JsonWriter writer, IReadOnlyDictionary<string, string> decided, IDictionary<string, JToken>? aside)
    {
        this.writer = writer;
        this.aside = aside;
        this.decided = decided;
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    /// <summary>Writes a whole object.</summary>
    /// <param name="writer">Where to write it.</param>
    /// <param name="body">The object.</param>
    /// <param name="decided">Members that are written whatever the body says; null for none.</param>
    public static void Write(JsonWriter writer, IJsonWritable body, IReadOnlyDictionary<string, string>? decided = null)
    {
        if (body is IRawJson { Raw: var raw })
        {
            DifyJson.Parse(raw.AsMemory()).WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        body.WriteMembers(new JsonBody(writer, decided ?? Nothing, (body as IJsonReadable)?.AdditionalProperties));
        foreach (var member in decided ?? Nothing)
        {
            writer.WritePropertyName(member.Key);
            writer.WriteValue(member.Value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Begins a member.</summary>
    /// <returns>Whether its value is to be written.</returns>
    public bool Begins(string name, bool hasValue)
    {
        // JSON that was kept aside, because it was of another kind, stands for the member.
        if (!hasValue || decided.ContainsKey(name) || aside?.ContainsKey(name) == true)
        {
            return false;
        }

        writer.WritePropertyName(name);
        return true;
    }

    public void Write(string? value) => writer.WriteValue(value);

    public void Write(bool value) => writer.WriteValue(value);

    public void Write(long value) => writer.WriteValue(value);

    public void Write(double value) => writer.WriteValue(value);

    public void Write(decimal value) => writer.WriteValue(value);

    public void Write(IOpenValue value) => writer.WriteValue(value.Value);

    public void Write(IJsonWritable? value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            Write(writer, value);
        }
    }

    public void Write(JToken? value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    public void WriteUnixSeconds(DateTimeOffset value) => UnixTime.Write(writer, value);

    public void WriteUtcDateTime(DateTimeOffset value) => UtcTime.Write(writer, value);

    public void WriteNull() => writer.WriteNull();

    public void WriteList<T>(IEnumerable<T>? items, Action<JsonBody, T> writeItem)
    {
        writer.WriteStartArray();
        foreach (var item in items ?? [])
        {
            writeItem(this, item);
        }

        writer.WriteEndArray();
    }

    public void WriteMap<T>(IEnumerable<KeyValuePair<string, T>>? values, Action<JsonBody, T> writeValue)
    {
        writer.WriteStartObject();
        foreach (var value in values ?? [])
        {
            writer.WritePropertyName(value.Key);
            writeValue(this, value.Value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes members that the documents do not name.</summary>
    public void WriteAdditional(IDictionary<string, JToken>? members)
    {
        foreach (var member in members ?? new Dictionary<string, JToken>())
        {
            if (!decided.ContainsKey(member.Key))
            {
                writer.WritePropertyName(member.Key);
                Write(member.Value);
            }
        }
    }
}
