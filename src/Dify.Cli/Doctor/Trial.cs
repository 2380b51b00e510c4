using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Doctor;

/// <summary>How a run that was started on trial ended.</summary>
/// <param name="Status">The status.</param>
/// <param name="AtLeast">How long the server was at it at least, from the first byte on; zero if that is not known.</param>
/// <param name="WorkflowRunId">Its id; null if no workflow ran.</param>
internal sealed record TrialOutcome(WorkflowRunStatus Status, TimeSpan AtLeast, string? WorkflowRunId);

/// <summary>Starts a run of the app, or asks it a question, and follows the stream to its end.</summary>
/// <param name="options">How the server is reached.</param>
/// <param name="http">What sends.</param>
/// <param name="inputs">The inputs that were given.</param>
/// <param name="user">On whose behalf.</param>
internal sealed class Trial(DifyClientOptions options, HttpClient http, JObject inputs, string user)
{
    // Apps that answer questions do not start without one.
    private const string Question = "Hello";

    /// <exception cref="DifyApiException">It did not start, or its stream did not end in order.</exception>
    public Task<TrialOutcome> RunAsync(KeyKind kind, CancellationToken cancellationToken)
        => kind == KeyKind.Workflow ? RunWorkflowAsync(cancellationToken)
            : kind == KeyKind.Completion ? CompleteAsync(cancellationToken)
            : AskAsync(kind, cancellationToken);

    private async Task<TrialOutcome> RunWorkflowAsync(CancellationToken cancellationToken)
    {
        using var client = new DifyWorkflowClient(options, http);
        var request = new WorkflowExecutionRequest { Inputs = inputs, User = user };
        await using var run = await client.StartWorkflowAsync(request, new WorkflowRunOptions { Resume = false }, cancellationToken);
        var outcome = await run.WaitAsync(cancellationToken);
        return new TrialOutcome(outcome.Status, outcome.Elapsed ?? TimeSpan.Zero, outcome.WorkflowRunId);
    }

    private async Task<TrialOutcome> AskAsync(KeyKind kind, CancellationToken cancellationToken)
    {
        using var client = new DifyChatClient(options, http);
        var request = new ChatRequest { Inputs = inputs, Query = Question, User = user };
        await using var run = await client.StartChatAsync(request, new ChatRunOptions { Resume = false }, cancellationToken);
        return Of(await run.WaitAsync(cancellationToken), kind);
    }

    private async Task<TrialOutcome> CompleteAsync(CancellationToken cancellationToken)
    {
        using var client = new DifyCompletionClient(options, http);
        var given = (JObject)inputs.DeepClone();
        given["query"] ??= Question;
        var request = new CompletionRequest { Inputs = given, User = user };
        await using var run = await client.StartCompletionAsync(request, new ChatRunOptions { Resume = false }, cancellationToken);
        return Of(await run.WaitAsync(cancellationToken), KeyKind.Completion);
    }

    // The time of the model includes that before its first word, which is the first byte where nothing is pinged: there it tells nothing.
    private static TrialOutcome Of(ChatOutcome outcome, KeyKind kind)
        => new(
            outcome.Status,
            kind.HasPings && outcome.Usage?.Latency is > 0 and < 86_400 and var seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero,
            outcome.WorkflowRunId);
}
