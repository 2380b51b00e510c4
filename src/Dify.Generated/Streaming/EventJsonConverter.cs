using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>For an event: it is read as the class that its name asks for; one without a known name as the class that the program asks
/// for.</summary>
/// <typeparam name="TEvent">The class that is asked for.</typeparam>
/// <typeparam name="TBase">The base class of the events.</typeparam>
internal abstract class EventJsonConverter<TEvent, TBase> : WireJsonConverter<TEvent>
    where TEvent : class, TBase, new()
    where TBase : class, IJsonReadable, IJsonWritable
{
    private readonly EventCatalog<TBase>[] catalogs;

    protected EventJsonConverter(params EventCatalog<TBase>[] catalogs) => this.catalogs = catalogs;

    protected override IJsonReadable Create(JObject members)
    {
        var name = (members["event"] as JValue)?.Value as string ?? string.Empty;
        return catalogs.Select(catalog => catalog.Create(name)).FirstOrDefault(static found => found is not null)
            ?? (typeof(TEvent) == typeof(TBase) && catalogs.Length > 0
                ? catalogs[0].CreateUnknown(members.ToString(Formatting.None))
                : new TEvent());
    }
}
