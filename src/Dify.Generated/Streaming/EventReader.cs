using System;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Makes an event of the JSON behind <c>data:</c>; one reader for one stream. The event's name is the one in the JSON: the name of the SSE frame is not reliable.</summary>
/// <typeparam name="TEvent">The base class of the events.</typeparam>
internal sealed class EventReader<TEvent> : IDisposable
    where TEvent : class, IJsonReadable
{
    private const int LargestText = 64 * 1024;

    private readonly EventCatalog<TEvent> catalog;
    private readonly KnownNames names;
    private ExactJsonReader? json;
    private bool goesOn;

    public EventReader(EventCatalog<TEvent> catalog, KnownNames names)
    {
        this.catalog = catalog;
        this.names = names;
    }

    /// <summary>Reads one frame.</summary>
    /// <param name="data">The bytes behind <c>data:</c>.</param>
    /// <returns>The event; null if the frame is empty.</returns>
    /// <exception cref="StreamBrokenException">The frame is no event.</exception>
    public TEvent? Read(ReadOnlySpan<byte> data)
    {
        if (IsBlank(data))
        {
            return null;
        }

        using var text = new DecodedText(data);
        try
        {
            var name = EventName.Find(text.Memory, names);
            var result = catalog.Create(name) ?? catalog.CreateUnknown(text.Memory.ToString());
            json = Begin(text.Memory);
            goesOn = DifyJson.Fill(json, result) && text.Memory.Length <= LargestText;
            return result;
        }
        catch (JsonException exception)
        {
            throw new StreamBrokenException(StreamEnd.InvalidEvent, JsonFailure.WithoutText(exception, json?.EarlierLines ?? 0));
        }
    }

    /// <summary>Gives buffers back. No event may be read any more.</summary>
    public void Dispose() => ((IDisposable?)json)?.Dispose();

    // A reader that has read its text to the end goes on with the next, unless its buffer grew large.
    private ExactJsonReader Begin(ReadOnlyMemory<char> text)
    {
        if (goesOn)
        {
            json!.GoOn(text);
            return json;
        }

        Dispose();
        return new ExactJsonReader(text) { PropertyNameTable = names, SupportMultipleContent = true };
    }

    private static bool IsBlank(ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
        {
            if (b is not ((byte)' ' or (byte)'\n' or (byte)'\t'))
            {
                return false;
            }
        }

        return true;
    }
}
