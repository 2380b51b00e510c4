using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>What most programs want of a client, in one call.</summary>
public static class DifyWorkflowClientExtensions
{
    /// <summary>Starts a run of the app's published workflow and follows it to its end, or to a pause. No request has to stay open for as
    /// long as the run takes.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The inputs and the user.</param>
    /// <param name="options">How the run is followed; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the run, which is stopped on the server unless <see cref="WorkflowRunOptions.OnCancel"/>
    /// says otherwise.</param>
    /// <returns>How the run ended, or where it waits for people.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException">The request lacks something that Dify needs, or an option is wrong.</exception>
    /// <exception cref="WorkflowRunException">The server ended the run with an error.</exception>
    /// <exception cref="WorkflowStreamInterruptedException">The stream broke and could not be taken up again.</exception>
    /// <exception cref="DifyApiException">The server refused the run, or was not reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<WorkflowOutcome> RunAsync(
        this IDifyWorkflowClient client,
        WorkflowExecutionRequest request,
        WorkflowRunOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        if (client is null)
        {
            throw new ArgumentNullException(nameof(client));
        }

        var run = await client.StartWorkflowAsync(request, options, cancellationToken).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            return await run.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
