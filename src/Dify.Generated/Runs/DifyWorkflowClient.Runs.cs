using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

// Runs that are followed to their end. Below them stands the plain stream of one request.
public partial class DifyWorkflowClient
{
    /// <inheritdoc/>
    public virtual Task<WorkflowRun> StartWorkflowAsync(
        WorkflowExecutionRequest request, WorkflowRunOptions? options = null, CancellationToken cancellationToken = default)
        => StartAsync(ExecuteWorkflowStreamingCall(request: request), request.User, options, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<WorkflowRun> StartWorkflowByIdAsync(
        string workflowId,
        WorkflowExecutionRequest request,
        WorkflowRunOptions? options = null,
        CancellationToken cancellationToken = default)
        => StartAsync(RunWorkflowByIdStreamingCall(workflowId: workflowId, request: request), request.User, options, cancellationToken);

    /// <inheritdoc/>
    public virtual async Task<WorkflowRun> ResumeWorkflowAsync(
        string workflowRunId, string user, WorkflowRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        // Both values are checked before a run is made of them.
        ResumeCall(workflowRunId, user);
        var run = Follow(new RunJournal(workflowRunId), user, options, cancellationToken);
        await run.ResumeAsync().ConfigureAwait(false);
        return new WorkflowRun(run);
    }

    internal static ApiCall ResumeCall(string workflowRunId, string user)
        => StreamWorkflowEventsCall(workflowRunId: workflowRunId, user: user, includeStateSnapshot: true, continueOnPause: true);

    private async Task<WorkflowRun> StartAsync(
        ApiCall call, string user, WorkflowRunOptions? runOptions, CancellationToken cancellationToken)
    {
        call.ChecksInputs = runOptions?.CheckInputs;
        var run = Follow(new RunJournal(), user, runOptions, cancellationToken);
        await run.StartAsync(call).ConfigureAwait(false);
        return new WorkflowRun(run);
    }

    private FollowedRun Follow(RunJournal journal, string user, WorkflowRunOptions? options, CancellationToken cancellationToken)
    {
        var own = WorkflowRunOptions.Checked(options, nameof(options));
        var telemetry = new RunTelemetry(connection.Telemetry, TelemetryName.InvokeWorkflow, journal.Progress);
        var server = new WorkflowRunServer(this, connection, user, own.IdleTimeout ?? connection.Options.IdleTimeout, telemetry);
        return new FollowedRun(server, journal, telemetry, own, connection.Options.TimeProvider, cancellationToken);
    }

    // Whatever starts a run passes here, followed or not, blocking or not.
    partial void GiveCheck(ApiCall call)
    {
        if (call.Body is WorkflowExecutionRequest request)
        {
            call.Check = PublishedFormCheck.Of(
                connection,
                call,
                request.Inputs,
                token => GetWorkflowAppParametersAsync(cancellationToken: token),
                isOfVersion: call.Operation.StartsWith("runWorkflowById", StringComparison.Ordinal));
        }
    }

    // CUSTOM: chosen over the general stream for the events of a run, which say themselves when it is over: an end without such an event is
    // never taken for success.
    private async IAsyncEnumerable<WorkflowStreamEvent> StreamAsync(
        ApiCall call, EventCatalog<WorkflowStreamEvent> catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var progress = new RunProgress();
        var run = new RunTelemetry(connection.Telemetry, TelemetryName.InvokeWorkflow, progress);
        EventStream<DifyStreamEvent>? stream = null;
        try
        {
            run.Started(call.Operation);
            try
            {
                stream = await connection.OpenStreamAsync(
                    call, WorkflowRunServer.Events, connection.Options.IdleTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                run.Failed(exception);
                throw;
            }

            run.Opened();
            using var registration = cancellationToken.Register(stream.Abort);
            while (true)
            {
                DifyStreamEvent next;
                try
                {
                    next = await RunStream.ReadAsync(call.Operation, stream, progress, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    call.NoteRefusal(exception);
                    run.Failed(exception);
                    throw;
                }

                progress.Follow(next);
                run.Received();
                if (RunStream.IsTerminal(next, progress))
                {
                    run.Ended(next);
                    await stream.CloseAsync().ConfigureAwait(false);
                    yield return (WorkflowStreamEvent)next;
                    yield break;
                }

                yield return (WorkflowStreamEvent)next;
            }
        }
        finally
        {
            run.Left();
            await (stream?.CloseAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        }
    }
}
