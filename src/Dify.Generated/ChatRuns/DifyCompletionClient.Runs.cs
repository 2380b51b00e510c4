using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

public partial class DifyCompletionClient
{
    /// <inheritdoc/>
    public virtual async Task<ChatRun> StartCompletionAsync(
        CompletionRequest request, ChatRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = CreateCompletionMessageStreamingCall(request: request);
        call.ChecksInputs = options?.CheckInputs;
        var own = WorkflowRunOptions.Checked(options, nameof(options));
        var journal = new ChatJournal(hasWorkflow: false);
        var telemetry = new RunTelemetry(connection.Telemetry, TelemetryName.TextCompletion, journal.Progress);
        var server = new CompletionRunServer(
            connection, request.User, own.IdleTimeout ?? MessageStream.Patience(connection.Options), telemetry);
        var run = new FollowedRun(server, journal, telemetry, own, connection.Options.TimeProvider, cancellationToken);
        await run.StartAsync(call).ConfigureAwait(false);
        return new ChatRun(run, journal);
    }

    partial void GiveCheck(ApiCall call)
    {
        if (call.Body is CompletionRequest request)
        {
            call.Check = PublishedFormCheck.Of(connection, call, request.Inputs, token => GetAppParametersAsync(cancellationToken: token));
        }
    }
}
