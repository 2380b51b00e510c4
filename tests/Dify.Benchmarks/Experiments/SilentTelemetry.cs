using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Generated;

namespace Dify.Benchmarks.Experiments;

/// <summary>What spans, measurements and log entries cost when nobody listens, and when somebody does.</summary>
internal sealed class SilentTelemetry : Experiment
{
    private const string Silent = "nobody listens";
    private const string Heard = "a tracer and a meter listen";

    public override IReadOnlyList<string> Goals => ["E1"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int calls = effort == Effort.Full ? 100_000 : 20_000;
        var options = new DifyClientOptions { ApiKey = "app-benchmark" };
        var telemetry = new ClientTelemetry(options);
        var call = new ApiCall("getWorkflowAppInfo", "GET", "application/json", Repeat.Safe);
        var answer = new AppInfoResponse();
        Contender Tell(string name) => new(name, () =>
        {
            for (int i = 0; i < calls; i++)
            {
                long startedAt = telemetry.Now;
                using Activity? span = telemetry.StartCall<AppInfoResponse>(call);
                call.Span = span;
                telemetry.Succeeded(call, startedAt, answer);
            }

            return Task.FromResult((long)calls);
        });
        Rounds silent = await Rounds.MeasureAsync(9, Tell(Silent));
        Rounds heard;
        using (Listen())
        using (Measure())
        {
            heard = await Rounds.MeasureAsync(9, Tell(Heard));
        }

        return new Outcome(new Finding(
            "E1",
            "spans and measurements of a call when nobody listens: time and bytes",
            "at most 200 ns and 0 B",
            $"{Figures.Nanoseconds(silent.Nanoseconds(Silent))} and {Figures.Bytes(silent.Bytes(Silent))}; when a tracer and a meter listen {Figures.Nanoseconds(heard.Nanoseconds(Heard))} and {Figures.Bytes(heard.Bytes(Heard))}",
            silent.Nanoseconds(Silent) <= 200 && silent.Bytes(Silent) < 1));
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DifyDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == DifyDiagnostics.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        listener.Start();
        return listener;
    }
}
