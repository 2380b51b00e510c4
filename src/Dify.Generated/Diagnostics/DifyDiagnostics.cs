namespace Dify.Generated;

/// <summary>
/// The names under which the client tells what it does: subscribe a tracer or a meter to them. They follow OpenTelemetry's conventions for generative AI, which are still experimental, and so is this.
/// No span, measurement or log entry holds a key, an input, an output or any text of the server.
/// </summary>
public static class DifyDiagnostics
{
    /// <summary>
    /// The <see cref="System.Diagnostics.ActivitySource"/>: a span for each call (named after the operation, with status, problem code and retries) and one for each run that is followed
    /// (<c>follow_workflow</c>, with run id, task id, outcome, events, resumptions and the time to the first event).
    /// </summary>
    public const string ActivitySourceName = "Experimental.Dify.Generated";

    /// <summary>
    /// The <see cref="System.Diagnostics.Metrics.Meter"/>: <c>gen_ai.client.operation.duration</c> (seconds), <c>gen_ai.client.token.usage</c> (tokens of runs) and
    /// <c>dify.client.retries</c> (repeated calls).
    /// </summary>
    public const string MeterName = "Experimental.Dify.Generated";

    /// <summary>The category of log entries. Their event ids: 1 a call failed, 2 a call is repeated, 3 a stream is taken up again, 4 a run could not be stopped.</summary>
    public const string LogCategory = "Dify.Generated";
}
