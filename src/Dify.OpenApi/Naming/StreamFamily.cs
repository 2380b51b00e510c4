using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Naming;

/// <summary>A committed family of events: what its streams give, and the type of each event.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Type">The type that its streams give.</param>
/// <param name="Streams">The operations that stream it.</param>
/// <param name="Events">The event types by their value on the wire.</param>
internal sealed record StreamFamily(string Name, string Type, IReadOnlyList<string> Streams, IReadOnlyDictionary<string, string> Events)
{
    /// <summary>The base of every event type of a document that has events of several types of stream.</summary>
    public const string Root = "DifyStreamEvent";

    /// <summary>Where the event classes are looked up by their value.</summary>
    public string Catalog => Type == Root ? $"{Words.Pascal(Name)}Catalog" : "Catalog";

    /// <summary>How alike the family is to events that a document describes: how many of them it has, and then how few it has beyond
    /// them.</summary>
    public (double Known, double Common) Likeness(IReadOnlyCollection<string> values)
    {
        var common = values.Count(Events.ContainsKey);
        return ((double)common / Math.Max(1, values.Count), (double)common / Math.Max(1, values.Count + Events.Count - common));
    }
}
