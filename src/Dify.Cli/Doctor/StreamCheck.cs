using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Doctor;

/// <summary>Whether the events of a run come as they happen. It takes a run, which may cost money, so somebody has to ask for it.</summary>
internal sealed class StreamCheck(Trial trial, KeyKind kind, ExchangeObserver observer)
{
    // Below this nobody can tell a buffer from a quick run.
    private static readonly TimeSpan ShortestToTell = TimeSpan.FromSeconds(0.25);

    // The server pings at once and then every 10 seconds; one may be under way when the run ends.
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    private static readonly DifyErrorCode[] ModelFailures =
    [
        DifyErrorCode.CompletionRequestError,
        DifyErrorCode.ModelCurrentlyNotSupport,
        DifyErrorCode.ProviderNotInitialize,
        DifyErrorCode.ProviderQuotaExceeded,
    ];

    public static IEnumerable<Finding> NotAsked() =>
    [
        Finding.Unchecked(Checks.Stream, CliText.Get("DoctorRunNotAsked"), CliText.Get("DoctorRunRemedy")),
        Finding.Unchecked(Checks.Pings, CliText.Get("DoctorRunNotAsked"), CliText.Get("DoctorRunRemedy")),
    ];

    public async Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return [StreamOf(await trial.RunAsync(kind, cancellationToken)), PingsOf(Arrival!)];
        }
        catch (DifyApiException problem)
        {
            var failure = Finding.Error(Checks.Stream, FailureReport.Of(problem).Message, RemedyOf(problem)) with
            {
                IsOfConnection = problem is DifyConnectionException or DifyTimeoutException,
            };
            return Arrival is { FirstByte: not null } arrival ? [failure, PingsOf(arrival)] : [failure];
        }
    }

    /// <summary>Tells whether a stream was held back.</summary>
    /// <param name="spread">How long after its first bytes its last ones came.</param>
    /// <param name="elapsed">How long the run took by the server's own clock.</param>
    /// <returns>Null if both are too short to tell.</returns>
    internal static bool? IsBuffered(TimeSpan spread, TimeSpan elapsed)
        => spread < ShortestToTell && elapsed < ShortestToTell ? null : spread < elapsed / 2;

    private StreamArrival? Arrival => observer.Exchanges.LastOrDefault(static exchange => exchange.Arrival is not null)?.Arrival;

    private Finding StreamOf(TrialOutcome outcome)
    {
        var arrival = Arrival!;
        var elapsed = outcome.AtLeast;
        var facts = new JObject
        {
            ["first_byte_seconds"] = arrival.FirstByte?.TotalSeconds,
            ["last_byte_seconds"] = arrival.LastByte?.TotalSeconds,
            ["run_seconds"] = elapsed.TotalSeconds,
            ["status"] = outcome.Status.Value,
            ["workflow_run_id"] = outcome.WorkflowRunId,
        };
        var first = FactTable.Seconds(arrival.FirstByte?.TotalSeconds);
        var finding = IsBuffered(arrival.Spread, elapsed) switch
        {
            true => Finding.Error(
                Checks.Stream,
                CliText.Format("DoctorBuffered", FactTable.Seconds(elapsed.TotalSeconds), first),
                CliText.Get("DoctorBufferedRemedy")),
            false => Finding.Ok(Checks.Stream, CliText.Format("DoctorUnbuffered", first, outcome.Status)),
            null => Finding.Note(
                Checks.Stream, CliText.Format("DoctorTooShort", first, outcome.Status), CliText.Get("DoctorTooShortRemedy")),
        };
        return finding with { Facts = facts };
    }

    private Finding PingsOf(StreamArrival arrival)
    {
        if (!kind.HasPings)
        {
            return Finding.Unchecked(Checks.Pings, CliText.Get("DoctorNoPings"));
        }

        var expected = 1 + (int)(arrival.Spread / PingInterval);
        var firstPing = arrival.FirstPing?.TotalSeconds;
        var finding = arrival.Pings == 0 || arrival.Pings < expected - 1
            ? Finding.Warning(Checks.Pings, CliText.Format("DoctorPingsLost", arrival.Pings, expected), CliText.Get("DoctorPingsRemedy"))
            : Finding.Ok(Checks.Pings, CliText.Format("DoctorPings", arrival.Pings, FactTable.Seconds(firstPing)));
        return finding with { Facts = new JObject { ["count"] = arrival.Pings, ["first_seconds"] = firstPing } };
    }

    private string RemedyOf(DifyApiException problem) => CliText.Get(problem switch
    {
        _ when ModelFailures.Contains(problem.Code) => "DoctorModelRemedy",
        DifyInvalidRequestException => "DoctorInputsRemedy",
        DifyRateLimitException => "DoctorBusyRemedy",
        WorkflowRunException or DifyServerException => "DoctorRunFailedRemedy",
        _ when Arrival is { Pings: > 0, HasEvents: false } => "DoctorNotBegunRemedy",
        _ => "DoctorBufferedRemedy",
    });
}
