using System.Collections.Generic;
using System.Linq;
using Dify.Benchmarks.Measuring;

namespace Dify.Benchmarks.Experiments;

/// <summary>Every experiment, in the order of the page.</summary>
internal static class AllExperiments
{
    private static readonly IReadOnlyList<Experiment> All =
    [
        new LinearTime(),
        new TypedEvents(),
        new ChatEvents(),
        new SseLayer(),
        new AddedLatency(),
        new SmallCalls(),
        new SinceEarlier(),
        new KiotaPeer(),
        new NativeStart(),
        new LargeJson(),
        new LargeFiles(),
        new ServiceMemory(),
        new BuildTimes(),
        new ColdStart(),
        new Cancelling(),
        new Leaving(),
        new FailedStreams(),
        new ConcurrentStreams(),
        new EndlessEvents(),
        new PackedBombs(),
        new Reproducibility(),
        new SilentTelemetry(),
    ];

    /// <summary>The experiments for these goals; all of them for none.</summary>
    public static IEnumerable<Experiment> Of(IReadOnlyCollection<string> goals)
        => All.Where(experiment => goals.Count == 0 || experiment.Goals.Any(goals.Contains));
}
