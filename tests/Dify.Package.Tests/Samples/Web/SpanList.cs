using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Web;

/// <summary>Keeps the names of spans with the client that made them, in place of an exporter.</summary>
internal sealed class SpanList : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<string> names = new();

    public IReadOnlyCollection<string> Names => names;

    public override void OnEnd(Activity data) => names.Enqueue($"{data.OperationName} {data.GetTagItem("dify.client.name")}".TrimEnd());
}
