using System;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Makes an event of the JSON behind <c>data:</c>; one reader for one stream. The event's name is the one in the JSON: the name of
/// the SSE frame is not reliable.</summary>
/// <typeparam name="TEvent">The base class of the events.</typeparam>
internal sealed class EventReader<TEvent>
    where TEvent : class, IJsonReadable
{
    private readonly EventCatalog<TEvent> catalog;
    private readonly KnownNames names;
    private readonly ExactJsonReader json;

    public EventReader(EventCatalog<TEvent> catalog, KnownNames names)
    {
        this.catalog = catalog;
        this.names = names;
        json = new ExactJsonReader(names, new RepeatedTexts());
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
            json.GoOn(text.Memory);
            DifyJson.Fill(json, result);
            return result;
        }
        catch (JsonException exception)
        {
            throw new StreamBrokenException(StreamEnd.InvalidEvent, JsonFailure.WithoutText(exception));
        }
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
