using System;

namespace Dify.Generated;

/// <summary>The event classes of a stream by their names on the wire.</summary>
/// <typeparam name="TEvent">The base class of the events.</typeparam>
internal sealed class EventCatalog<TEvent>
    where TEvent : class, IJsonReadable
{
    private readonly Func<string, TEvent?> create;
    private readonly Func<string, TEvent> createUnknown;

    public EventCatalog(Func<string, TEvent?> create, Func<string, TEvent> createUnknown)
    {
        this.create = create;
        this.createUnknown = createUnknown;
    }

    /// <summary>Makes an empty event of a name; null if the documents do not name it.</summary>
    public TEvent? Create(string name) => create(name);

    /// <summary>Makes an event that the documents do not name.</summary>
    public TEvent CreateUnknown(string raw) => createUnknown(raw);
}
