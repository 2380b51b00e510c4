using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Dify.Benchmarks.Children;
using Dify.Benchmarks.Measuring;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Experiments;

/// <summary>What streams leave behind that fail or are left: sockets, exceptions nobody looked at, memory.</summary>
internal sealed class FailedStreams : Experiment
{
    private const long LargestGrowth = 1 << 20;

    public override IReadOnlyList<string> Goals => ["B11"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int streams = effort == Effort.Full ? 10_000 : 1000;
        var servers = StreamFault.All.Select(fault => fault.Serve()).ToList();
        string line = await ChildProcess.RunAsync(
            FailedStreamsChild.Name,
            [streams.ToString(CultureInfo.InvariantCulture), .. servers.Select(server => server.BaseAddress.AbsoluteUri)]);
        foreach ((IAsyncDisposable server, _) in servers)
        {
            await server.DisposeAsync();
        }

        FailedStreamsChild.Remains remains = JsonConvert.DeserializeObject<FailedStreamsChild.Remains>(line)!;
        string sockets = remains.Open is { } open
            ? $"{open} open sockets, {remains.InPool} while the clients may keep some for later"
            : "sockets not counted on this system";
        return new Outcome(new Finding(
            "B11",
            Figures.Text($"left behind by {streams:#,0} streams that were cut, silent, unreadable, refused, cancelled or left"),
            $"0 open sockets, 0 unobserved exceptions, at most {Figures.Megabytes(LargestGrowth)} more memory in use",
            $"{sockets}, {remains.Unobserved} unobserved exceptions, {Figures.Megabytes(remains.Growth)}; {remains.Wrong} ended in another way than they ought to",
            remains is { Wrong: 0, Unobserved: 0, Open: 0 or null, Growth: <= LargestGrowth }
                && !(remains.InPool > FailedStreamsChild.LargestPool)));
    }
}
