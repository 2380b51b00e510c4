using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Recordings;

/// <summary>A client on a replayed server, and a clock that goes on only while the client waits.</summary>
internal sealed class PlaybackSession : IDisposable
{
    // A run of which nothing new is heard for so long, by the fake clock, is left: the recording does not tell its end.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(20));
    private readonly WatchedClock clock = new();

    public PlaybackSession(Recording recording, IEnumerable<RecordedExchange>? only = null)
    {
        Recording = only is null ? recording : recording with { Exchanges = [.. only] };
        Run = RecordedRun.Of(Recording.Exchanges);
        Server = new RecordedServer(Recording, Run, clock);
        var options = new DifyClientOptions { ApiKey = "app-test", BaseAddress = new Uri("https://dify.example/v1"), TimeProvider = clock };
        options.Retry.MaxRetries = 0;
        Client = new DifyWorkflowClient(options, new HttpClient(Server) { Timeout = Timeout.InfiniteTimeSpan });
    }

    public Recording Recording { get; }

    public RecordedRun Run { get; }

    public RecordedServer Server { get; }

    public DifyWorkflowClient Client { get; }

    public CancellationToken Bound => bound.Token;

    /// <summary>Lets time pass whenever the client waits, until a task has ended.</summary>
    public async Task<T> PlayAsync<T>(Task<T> task)
    {
        for (int turn = 1; !task.IsCompleted; turn++)
        {
            // Time goes on only while the client waits, for the server or for the clock, and has been given the processor.
            Bound.ThrowIfCancellationRequested();
            if (turn % 20 == 0 && (Server.IsAwaited || clock.IsAwaited))
            {
                Server.Advance();
            }

            await Task.Yield();
        }

        return await task;
    }

    public Task PlayAsync(Task task) => PlayAsync(WithResult(task));

    /// <summary>Starts the recorded run, or takes it up where the recording does.</summary>
    public Task<WorkflowRun> BeginAsync(WorkflowRunOptions? options = null) => PlayAsync(BeginCoreAsync(options));

    /// <summary>
    /// The events up to the end of the run or to a pause; what is still going when the recording is over is left, and told by null.
    /// </summary>
    public async Task<WorkflowOutcome?> ReadAsync(WorkflowRun run, List<WorkflowStreamEvent> told)
    {
        IAsyncEnumerator<WorkflowStreamEvent> events = run.Events.GetAsyncEnumerator(Bound);
        while (true)
        {
            Task<bool> next = events.MoveNextAsync().AsTask();
            DateTimeOffset since = clock.GetUtcNow();
            while (!next.IsCompleted)
            {
                if (clock.GetUtcNow() - since > LongestSilence)
                {
                    return null;
                }

                await PlayAsync(Task.WhenAny(next, Moment()));
            }

            if (!await next)
            {
                await events.DisposeAsync();
                return run.Outcome;
            }

            told.Add(events.Current);
        }
    }

    /// <summary>Answers a form as the recording did, or by the first action and something of the right kind.</summary>
    public Task SubmitAsync(WorkflowRun run, HumanInputRequiredEvent form)
        => PlayAsync(run.SubmitAsync(form, ActionOf(form), FormAnswers.For(form), Bound));

    public void Dispose()
    {
        Client.Dispose();
        bound.Dispose();
    }

    // Some time by the fake clock, so that the loop above can look at it.
    private async Task<bool> Moment()
    {
        await Task.Delay(TimeSpan.FromSeconds(5), clock, Bound);
        return true;
    }

    private static async Task<bool> WithResult(Task task)
    {
        await task;
        return true;
    }

    private async Task<WorkflowRun> BeginCoreAsync(WorkflowRunOptions? options)
    {
        RecordedExchange first = Recording.Exchanges.First(exchange => Recording.IsStart(exchange) || Recording.IsEvents(exchange));
        if (Recording.IsEvents(first))
        {
            string user = first.Target.Split('?', '&').First(part => part.StartsWith("user=", StringComparison.Ordinal))[5..];
            return await Client.ResumeWorkflowAsync(first.Path.Split('/')[2], Uri.UnescapeDataString(user), options, Bound);
        }

        // Newer recordings hold no bodies of requests; what was sent decides nothing here.
        JObject sent = first.Body is null ? [] : RecordedEvent.Parse(first.Body);
        var inputs = new WorkflowInputs();
        foreach (JProperty input in (sent["inputs"] as JObject ?? []).Properties())
        {
            inputs[input.Name] = input.Value;
        }

        var request = new WorkflowExecutionRequest { Inputs = inputs, User = (string?)sent["user"] ?? "u1" };
        return first.Path.Split('/') is [_, _, var id, "run"]
            ? await Client.StartWorkflowByIdAsync(id, request, options, Bound)
            : await Client.StartWorkflowAsync(request, options, Bound);
    }

    private string ActionOf(HumanInputRequiredEvent form)
        => Run.Log.Where(told => told.NodeId == form.Data.NodeId)
            .Select(told => (string?)told.Data["action_id"] ?? (string?)(told.Data["outputs"] as JObject)?["__action_id"])
            .FirstOrDefault(action => !string.IsNullOrEmpty(action))
            ?? form.Data.Actions![0].Id!;
}
