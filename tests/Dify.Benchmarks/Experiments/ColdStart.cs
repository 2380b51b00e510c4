using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using Dify.Benchmarks.Children;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;

namespace Dify.Benchmarks.Experiments;

/// <summary>A fresh process to its first typed event, against the platform alone. The whole life of the process is measured, which the
/// events of a short stream hardly lengthen.</summary>
internal sealed class ColdStart : Experiment
{
    public override IReadOnlyList<string> Goals => ["D10"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var server = new ReadyServer(Answers.Stream(DifyFrames.Run(1)));
        string address = server.BaseAddress.AbsoluteUri;
        Rounds rounds = await Rounds.MeasureOnceWarmAsync(
            effort == Effort.Full ? 15 : 7,
            new Contender("platform alone", () => StartAsync(ColdStartChild.RawName, address)),
            new Contender("Dify.Generated", () => StartAsync(ColdStartChild.OwnName, address)));
        double ratio = rounds.Ratio("Dify.Generated", "platform alone");
        return new Outcome(new Finding(
            "D10",
            "start of a process to its first typed event, against the platform alone",
            "at most 1.10 ×",
            $"{Figures.Times(ratio)} ({Figures.Milliseconds(rounds.Nanoseconds("Dify.Generated") / 1e6)} against {Figures.Milliseconds(rounds.Nanoseconds("platform alone") / 1e6)})",
            ratio <= 1.10));
    }

    private static async Task<long> StartAsync(string name, string address)
    {
        string first = await ChildProcess.RunAsync(name, address);
        Debug.Assert(first == "workflow_started", "The child read something else.");
        return 1;
    }
}
