using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Finds runs whose start got lost on its way back.</summary>
public static class StartedRunsExtensions
{
    /// <summary>
    /// The runs that a user has started since a time, newest first, from the log of the app, which has an entry while a run is going. For a
    /// start that broke off before the server had named the run: what it has started is among them, or it has started nothing.
    /// <see cref="IDifyWorkflowClient.ResumeWorkflowAsync"/> follows one, and so learns how to stop it.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="user">The user of the start.</param>
    /// <param name="since">The time of the start, by the clock of the server, which counts whole seconds; take a minute off where the
    /// clocks may differ.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The entries of the log; their <see cref="WorkflowLogItem.WorkflowRun"/> has the id and the status.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="user"/> is empty.</exception>
    /// <exception cref="DifyApiException">A call failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<IReadOnlyList<WorkflowLogItem>> FindStartedRunsAsync(
        this IDifyWorkflowClient client, string user, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        if (client is null)
        {
            throw new ArgumentNullException(nameof(client));
        }

        if (string.IsNullOrEmpty(user))
        {
            throw new ArgumentException(ClientText.Format("MemberEmpty", nameof(user)), nameof(user));
        }

        return FindAsync(client, user, since, cancellationToken);
    }

    private static async Task<IReadOnlyList<WorkflowLogItem>> FindAsync(
        IDifyWorkflowClient client, string user, DateTimeOffset since, CancellationToken cancellationToken)
    {
        // The server keeps whole seconds, and takes the time that it is asked for along.
        var second = since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond));
        var query = new WorkflowLogQuery
        {
            CreatedByEndUserSessionId = user,
            CreatedAtAfter = second,
            PageSize = WorkflowLogQuery.LargestPage,
        };
        var found = new List<WorkflowLogItem>();
        await foreach (var item in client.GetAllWorkflowLogsAsync(query, cancellationToken).ConfigureAwait(false))
        {
            found.Add(item);
        }

        return found;
    }
}
