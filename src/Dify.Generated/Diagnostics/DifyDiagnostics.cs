namespace Dify.Generated;

/// <summary>
/// The names under which the client tells what it does: subscribe a tracer or a meter to them. They follow OpenTelemetry's conventions for
/// generative AI, which are still in development, and so is this. No span, measurement or log entry holds a key, an input, an output or any
/// text of the server, and none is made when nobody listens.
/// </summary>
public static class DifyDiagnostics
{
    /// <summary>The <see cref="System.Diagnostics.ActivitySource"/>: a span for each call, over all its tries, and one for each run that is
    /// followed, the parent of its calls.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item><description>
    /// A call is named after its operation, or <c>invoke_workflow</c> if its answer is the outcome of a run. It ends with the answer; that
    /// of a stream or a file, with the headers.
    /// </description></item>
    /// <item><description>A run is named <c>invoke_workflow</c>, whether it is followed or one stream of it is read. It ends when the
    /// server says so, when it is left, and when it fails.</description></item>
    /// <item><description>
    /// Both have <c>gen_ai.operation.name</c> (the name of the span), <c>gen_ai.provider.name</c> (<c>dify</c>), <c>dify.operation</c> (the
    /// id of the operation; of a run, the one that began it), <c>server.address</c>, <c>server.port</c> and, of a client that has a name,
    /// <c>dify.client.name</c>.
    /// </description></item>
    /// <item><description>
    /// One that failed has the status Error and <c>error.type</c>: the problem code if the documents name it, else the HTTP status of an
    /// error, else the type of the exception, which is <c>System.OperationCanceledException</c> for every cancellation by the caller;
    /// <c>failed</c> for a run that the server calls so. <c>dify.problem.code</c> is the problem code alone. The status of any other one is
    /// unset, that of a run which was left without an exception, too.
    /// </description></item>
    /// <item><description>A call has <c>http.request.method</c>, <c>http.response.status_code</c> (of the last try) and, if it was sent
    /// again, <c>dify.retries</c>.</description></item>
    /// <item><description>
    /// A run has <c>dify.workflow_run.id</c>, <c>dify.task.id</c>, <c>dify.workflow_run.status</c> (if the server said it; <c>_OTHER</c>
    /// for a word that the documents lack), <c>dify.usage.total_tokens</c> and, if it is followed, <c>dify.events</c>,
    /// <c>dify.resumptions</c> and <c>gen_ai.response.time_to_first_chunk</c> (seconds to the first event that is no ping).
    /// </description></item>
    /// </list>
    /// </remarks>
    public const string ActivitySourceName = "Experimental.Dify.Generated";

    /// <summary>The <see cref="System.Diagnostics.Metrics.Meter"/>: durations in seconds, tokens, and what had to be done again.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item><description><c>gen_ai.client.operation.duration</c> (<c>s</c>): a histogram of calls and runs.</description></item>
    /// <item><description><c>gen_ai.workflow.duration</c> (<c>s</c>): a histogram of runs alone, with buckets up to two
    /// hours.</description></item>
    /// <item><description><c>gen_ai.client.operation.time_to_first_chunk</c> (<c>s</c>): a histogram of the time to the first event of a
    /// run that is followed.</description></item>
    /// <item><description>
    /// <c>gen_ai.client.token.usage</c> (<c>{token}</c>): a histogram of the tokens of runs that have ended. <c>gen_ai.token.type</c> is
    /// <c>total</c>: Dify tells input and output in one number.
    /// </description></item>
    /// <item><description><c>dify.client.retries</c> (<c>{retry}</c>): a counter of calls that were sent again.</description></item>
    /// <item><description><c>dify.client.resumptions</c> (<c>{resumption}</c>): a counter of broken streams that were taken up
    /// again.</description></item>
    /// <item><description>
    /// All have <c>gen_ai.operation.name</c>, <c>gen_ai.provider.name</c>, <c>dify.operation</c>, <c>server.address</c>, <c>server.port</c>
    /// and, of a client that has a name,
    /// <c>dify.client.name</c>; durations also <c>error.type</c> and, of runs, <c>dify.workflow_run.status</c>.
    /// </description></item>
    /// </list>
    /// </remarks>
    public const string MeterName = "Experimental.Dify.Generated";

    /// <summary>The category of log entries. Their ids and names do not change. Those of a client that has a name stand in a scope with
    /// that name, called as on spans.</summary>
    /// <remarks>
    /// <list type="bullet">
    /// <item><description><c>1 CallFailed</c> (<c>Warning</c>)</description></item>
    /// <item><description><c>2 CallRepeated</c> (<c>Information</c>)</description></item>
    /// <item><description><c>3 StreamResumed</c> (<c>Information</c>): a broken stream is taken up again.</description></item>
    /// <item><description><c>4 StopFailed</c> (<c>Warning</c>): a run was left but could not be stopped.</description></item>
    /// <item><description><c>5 CallSucceeded</c> (<c>Debug</c>)</description></item>
    /// <item><description><c>6 CallCancelled</c> (<c>Debug</c>)</description></item>
    /// <item><description><c>7 RunStarted</c> (<c>Debug</c>): the first event of a run came.</description></item>
    /// <item><description><c>8 RunEnded</c> (<c>Information</c>): the server said that a run is over, whatever its status, or it was left
    /// while it is paused.</description></item>
    /// <item><description><c>9 RunFailed</c> (<c>Warning</c>): a run can no longer be followed.</description></item>
    /// <item><description><c>10 RunLeft</c> (<c>Information</c>): the caller cancelled, or left the run before its
    /// end.</description></item>
    /// <item><description><c>11 RunNotBegun</c> (<c>Warning</c>): the server has taken a start but has not begun the run after 15
    /// seconds.</description></item>
    /// <item><description><c>12 RunQuiet</c> (<c>Information</c>): a run brought nothing but pings for a while; told with what its record
    /// says.</description></item>
    /// <item><description><c>13 StopPending</c> (<c>Information</c>): the caller left a start before the server had named the run, which is
    /// stopped when it does.</description></item>
    /// </list>
    /// </remarks>
    public const string LogCategory = "Dify.Generated";
}
