using System;
using System.Threading.Tasks;
using Dify.Benchmarks.Experiments;
using Dify.Benchmarks.Measuring;

var outcome = await new TypedEvents().MeasureAsync(args.Length > 0 ? Effort.Full : Effort.Short);
foreach (var f in outcome.Findings)
{
    Console.WriteLine($"{f.Goal} {f.What}: {f.Measured} ({f.Limit}) {f.IsMet}");
}

foreach (var c in outcome.Charts)
{
    foreach (var b in c.Bars)
    {
        Console.WriteLine($"{c.Name} {b.Label}: {b.Value:0} {c.Unit}");
    }
}
