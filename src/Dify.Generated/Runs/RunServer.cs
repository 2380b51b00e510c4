using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The calls that following a run needs, bound to one client and one user. Whoever makes them and when, they are children of the run's
/// span.
/// </summary>
internal abstract class RunServer(
    ApiConnection connection, EventCatalog<DifyStreamEvent> catalog, string user, TimeSpan idleTimeout, RunTelemetry telemetry)
{
    /// <summary>The operation that stops a run.</summary>
    public abstract string StopOperation { get; }

    /// <summary>Who started the run: for another user the server does as if there were none.</summary>
    protected string User => user;

    /// <summary>Keeps the connections while a run is being left.</summary>
    public void NoteLeaving(Task leaving) => connection.Stops.Add(leaving);

    public Task<EventStream<DifyStreamEvent>> OpenAsync(ApiCall start, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return connection.OpenStreamAsync(start, catalog, idleTimeout, cancellationToken);
    }

    /// <summary>
    /// Takes up the stream of a run that exists, with the record of what happened so far. It goes on past pauses, so that nothing is missed
    /// when a form is sent in at once.
    /// </summary>
    public Task<EventStream<DifyStreamEvent>> OpenAgainAsync(string workflowRunId, CancellationToken cancellationToken)
        => OpenAsync(ResumeCall(workflowRunId), cancellationToken);

    public Task<WorkflowRunDetailResponse> GetDetailAsync(string workflowRunId, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return DetailAsync(workflowRunId, cancellationToken);
    }

    public Task<HumanInputFormResponse> GetFormAsync(string formToken, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return FormAsync(formToken, cancellationToken);
    }

    /// <summary>What the server has kept of the answer to a message.</summary>
    /// <returns>An event that tells the whole answer; null if there is none, or none yet.</returns>
    public Task<DifyStreamEvent?> FindAnswerAsync(RunProgress progress, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        return AnswerAsync(progress, cancellationToken);
    }

    /// <summary>The event that ends the answer to a message, as the server would have sent it.</summary>
    public virtual DifyStreamEvent EndOfAnswer(RunProgress progress) => throw HasNoWorkflow();

    /// <summary>Stops a run.</summary>
    /// <param name="taskId">Its task.</param>
    /// <param name="isRepeatable">Whether the call may be repeated once the server may have seen it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task StopAsync(string taskId, bool isRepeatable, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        var call = StopCall(taskId);
        call.Repeat = isRepeatable ? call.Repeat : Repeat.IfUnseen;
        return connection.SendAsync(call, static reader => SuccessResult.ReadJson(reader, null), cancellationToken);
    }

    public Task SubmitAsync(string formToken, string action, HumanInputAnswers answers, CancellationToken cancellationToken)
    {
        using var scope = telemetry.Enter();
        var request = new SubmitWorkflowHumanInputFormRequest { Action = action, Inputs = answers.ToJson(), User = User };
        return SubmitAsync(formToken, request, cancellationToken);
    }

    protected abstract ApiCall StopCall(string taskId);

    // Not every kind of app has workflows, whose runs go on without a reader.
    protected virtual ApiCall ResumeCall(string workflowRunId) => throw HasNoWorkflow();

    protected virtual Task<WorkflowRunDetailResponse> DetailAsync(string workflowRunId, CancellationToken cancellationToken)
        => throw HasNoWorkflow();

    protected virtual Task<HumanInputFormResponse> FormAsync(string formToken, CancellationToken cancellationToken)
        => throw HasNoWorkflow();

    protected virtual Task<DifyStreamEvent?> AnswerAsync(RunProgress progress, CancellationToken cancellationToken)
        => Task.FromResult<DifyStreamEvent?>(null);

    protected virtual Task SubmitAsync(string formToken, SubmitWorkflowHumanInputFormRequest request, CancellationToken cancellationToken)
        => throw HasNoWorkflow();

    private static InvalidOperationException HasNoWorkflow() => new(ClientText.Get("RunHasNoWorkflow"));
}
