using System.Diagnostics.Metrics;

namespace Dify.Generated;

/// <summary>The instruments of all clients, with the buckets that the conventions recommend.</summary>
internal static class ClientInstruments
{
    private static readonly Meter Meter = new(DifyDiagnostics.MeterName, DifyUserAgent.Version);

    private static readonly InstrumentAdvice<double> CallSeconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly InstrumentAdvice<double> WorkflowSeconds = new()
    {
        HistogramBucketBoundaries = [1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200],
    };

    private static readonly InstrumentAdvice<long> TokenCounts = new()
    {
        HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
    };

    public static Histogram<double> OperationDuration { get; } = Meter.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s",
        "How long a call took, repetitions included, or a run was followed.",
        tags: null,
        CallSeconds);

    public static Histogram<double> WorkflowDuration { get; } = Meter.CreateHistogram(
        "gen_ai.workflow.duration", "s", "How long a run took, as far as it was followed.", tags: null, WorkflowSeconds);

    public static Histogram<double> TimeToFirstChunk { get; } = Meter.CreateHistogram(
        "gen_ai.client.operation.time_to_first_chunk", "s", "How long the first event of a run took to come.", tags: null, CallSeconds);

    public static Histogram<long> TokenUsage { get; } = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "The tokens that a run used, input and output in one number.", tags: null, TokenCounts);

    public static Counter<long> Retries { get; } = Meter.CreateCounter<long>(
        "dify.client.retries", "{retry}", "Calls that were sent again.");

    public static Counter<long> Resumptions { get; } = Meter.CreateCounter<long>(
        "dify.client.resumptions", "{resumption}", "Broken streams that were taken up again.");
}
