using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A run on the server, and what became of it.</summary>
public sealed class TestRun
{
    private readonly object gate = new();
    private readonly List<RunReader> readers = [];
    private readonly RunRecord record;
    private readonly bool cutsOtherReaders;
    private readonly string appId;
    private readonly ChangeNotice changes = new();
    private readonly CancellationTokenSource stopSource = new();
    private ITimer? stopTimer;
    private JObject? finishedData;
    private string status = RunStatus.Running;
    private int stopCalls;
    private bool isStarted;

    internal TestRun(
        DifyApp app, AppKind kind, string workflowId, EndUser user, JObject inputs, bool isStreaming, ChatMessage? message = null)
    {
        Kind = kind;
        Message = message;
        TaskId = Guid.NewGuid().ToString();
        RunId = Guid.NewGuid().ToString();
        WorkflowId = workflowId;
        EndUser = user;
        Inputs = inputs;
        Places = PlacesOf(isStreaming);
        CreatedAt = app.Time.GetUtcNow();
        LegStartedAt = CreatedAt;
        appId = app.AppId;
        cutsOtherReaders = app.Traits.CutsOtherReaders;
        record = new RunRecord(this, app.Traits.RendersSnapshots);
    }

    /// <summary>The id that the stop call needs.</summary>
    public string TaskId { get; }

    /// <summary>The run's id, <c>workflow_run_id</c> on the wire.</summary>
    public string RunId { get; }

    /// <summary>The id of the workflow that runs.</summary>
    public string WorkflowId { get; }

    /// <summary>The <c>user</c> that started it.</summary>
    public string User => EndUser.SessionId;

    /// <summary>The conversation that it belongs to; null in an app without conversations.</summary>
    public string? ConversationId => Kind.IsChat() ? Message!.Conversation.Id : null;

    /// <summary>The id of the message that it answers; null in a workflow.</summary>
    public string? MessageId => Message?.Id;

    /// <summary>What was asked; null in a workflow.</summary>
    public string? Query => Message?.Query;

    /// <summary>The inputs as JSON text.</summary>
    public string InputsJson => JsonText.Compact(Inputs);

    /// <summary><c>running</c>, <c>paused</c>, <c>succeeded</c>, <c>partial-succeeded</c>, <c>failed</c> or <c>stopped</c>, as run detail
    /// says it.</summary>
    public string Status
    {
        get
        {
            lock (gate)
            {
                return status;
            }
        }
    }

    /// <summary>How many stop calls named this run's task.</summary>
    public int StopCalls
    {
        get
        {
            lock (gate)
            {
                return stopCalls;
            }
        }
    }

    /// <summary>How many event streams of this run are open. A stream whose caller went away is no longer open.</summary>
    public int OpenStreams
    {
        get
        {
            lock (gate)
            {
                return readers.Count;
            }
        }
    }

    internal AppKind Kind { get; }

    /// <summary>Whether a workflow answers. What the app has by heart, none has to.</summary>
    internal bool HasWorkflow => Kind.HasWorkflow() && Message?.Annotation is null;

    /// <summary>The question that it answers, in an app that answers questions.</summary>
    internal ChatMessage? Message { get; }

    /// <summary>How a stop by somebody else ends it; null if it ends as usual.</summary>
    internal StopOutcome? StopEndsAs { get; private set; }

    internal EndUser EndUser { get; }

    internal JObject Inputs { get; }

    internal DateTimeOffset CreatedAt { get; }

    internal DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>When the run began or went on after its last pause; the times that it tells count from there.</summary>
    internal DateTimeOffset LegStartedAt { get; private set; }

    /// <summary>How long the last part of the run took; zero while it goes on.</summary>
    internal double ElapsedSeconds => FinishedAt is { } finishedAt ? (finishedAt - LegStartedAt).TotalSeconds : 0.0;

    /// <summary>How many places of the app's limit it takes while it goes on.</summary>
    internal int Places { get; }

    internal string LogId { get; } = Guid.NewGuid().ToString();

    internal string? Error { get; private set; }

    internal JToken Outputs { get; private set; } = new JObject();

    internal long TotalTokens { get; private set; }

    internal int ExceptionsCount { get; private set; }

    /// <summary>How many steps were begun; not those inside iterations and loops.</summary>
    internal int Steps { get; set; }

    /// <summary>How many tries of nodes have failed.</summary>
    internal int Exceptions { get; set; }

    /// <summary>The steps on record, where they arrive only when the run pauses or ends.</summary>
    internal int RecordedSteps { get; private set; }

    /// <summary>Ends when a stop call has taken effect.</summary>
    internal CancellationToken Stopped => stopSource.Token;

    internal bool IsStarted
    {
        get
        {
            lock (gate)
            {
                return isStarted;
            }
        }
    }

    /// <summary>Waits until the run has a status.</summary>
    /// <param name="expected">The status, see <see cref="Status"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the run has the status.</returns>
    public Task WaitForStatusAsync(string expected, CancellationToken cancellationToken = default) =>
        changes.WaitUntilAsync(() => Status == expected, cancellationToken);

    /// <summary>Waits until as many streams are open as expected, for example none, to see that a caller has gone away.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when as many streams are open.</returns>
    public Task WaitForOpenStreamsAsync(int count, CancellationToken cancellationToken = default) =>
        changes.WaitUntilAsync(() => OpenStreams == count, cancellationToken);

    internal Task WaitForReaderAsync(CancellationToken cancellationToken) =>
        changes.WaitUntilAsync(() => OpenStreams > 0, cancellationToken);

    /// <summary>Sends a frame to every reader.</summary>
    internal void Publish(RunFrame frame) => Publish(frame, null);

    private void Publish(RunFrame frame, Action? alongWith)
    {
        lock (gate)
        {
            // State and event change together, so that nobody sees an event of a run that is not yet in the state which the event tells.
            alongWith?.Invoke();
            if (frame is EventFrame told)
            {
                isStarted |= told.Event == "workflow_started";
                record.Note(told);
                Message?.Note(told.Event, told.Json);
            }

            foreach (RunReader reader in readers)
            {
                reader.Send(frame);
            }

            if (frame is CutFrame or EndFrame)
            {
                readers.Clear();
            }
        }

        changes.Announce();
    }

    /// <summary>The run waits for its forms.</summary>
    internal void Pause(EventFrame told, IReadOnlyList<OpenForm> forms, DateTimeOffset at)
    {
        lock (gate)
        {
            Publish(told, () =>
            {
                status = RunStatus.Paused;
                RecordedSteps = Steps;
                record.NotePause(forms, (JObject)told.Json["data"]!, at);
            });

            // Whoever waits for a reader after the pause means a new one, not one whose last words are still on their way.
            foreach (RunReader left in readers.FindAll(reader => reader.EndsOnPause))
            {
                Leave(left);
            }
        }

        changes.Announce();
    }

    /// <summary>A form of the run was answered or has expired.</summary>
    internal void GoOn(DateTimeOffset at)
    {
        lock (gate)
        {
            status = RunStatus.Running;
            LegStartedAt = at;
        }

        changes.Announce();
    }

    /// <summary>Ends the run: run detail has the result from now on, and the readers get the event, which is an <c>error</c> if the run
    /// broke.</summary>
    /// <param name="recordStatus">How it ended by the record, which need not be what the event says.</param>
    /// <param name="recordError">What went wrong by the record.</param>
    /// <param name="data">The result.</param>
    /// <param name="told">The event.</param>
    /// <param name="at">When.</param>
    internal void Finish(string recordStatus, string? recordError, JObject data, RunFrame told, DateTimeOffset at) => Publish(
        told,
        () =>
        {
            status = recordStatus;
            FinishedAt = at;
            Error = recordError;
            RecordedSteps = Steps;
            finishedData = (JObject)data.DeepClone();
            finishedData["status"] = recordStatus;
            finishedData["error"] = recordError;
            finishedData["created_at"] = CreatedAt.ToUnixTimeSeconds();
            Outputs = data["outputs"] ?? new JObject();
            TotalTokens = (long?)data["total_tokens"] ?? 0;
            ExceptionsCount = (int?)data["exceptions_count"] ?? 0;
        });

    internal void AddStopCall(string user, TimeSpan latency, TimeProvider time)
    {
        lock (gate)
        {
            stopCalls++;
            if (user != User && Message is not null)
            {
                StopEndsAs = StopOutcome.Failed;
                if (!HasWorkflow)
                {
                    // Nobody but who asked can stop the answer; the others are told that they have.
                    return;
                }
            }

            if (status == RunStatus.Paused)
            {
                // Nothing listens to a stop call while a run is paused.
                latency = Timeout.InfiniteTimeSpan;
            }
            else if (latency > TimeSpan.Zero)
            {
                stopTimer ??= time.CreateTimer(
                    static source => ((CancellationTokenSource)source!).Cancel(), stopSource, latency, Timeout.InfiniteTimeSpan);
            }
        }

        if (latency == TimeSpan.Zero)
        {
            stopSource.Cancel();
        }

        changes.Announce();
    }

    internal static int PlacesOf(bool isStreaming) => isStreaming ? 2 : 1;

    /// <summary>The inputs with the variables that the server adds, as the run's events tell them.</summary>
    internal JObject SystemInputs()
    {
        var inputs = (JObject)Inputs.DeepClone();
        if (Message is { } message)
        {
            inputs["sys.query"] = message.Query;
        }

        inputs["sys.files"] = Message?.Files.DeepClone() ?? new JArray();
        inputs["sys.user_id"] = User;
        if (Message is { } counted)
        {
            inputs["sys.dialogue_count"] = counted.Conversation.Messages.IndexOf(counted) + 1;
        }

        inputs["sys.app_id"] = appId;
        inputs["sys.workflow_id"] = WorkflowId;
        inputs["sys.workflow_run_id"] = RunId;
        return inputs;
    }

    /// <summary>The inputs as they are on record, with the time of the start.</summary>
    internal JObject RecordedInputs()
    {
        JObject inputs = SystemInputs();
        if (Message is not null)
        {
            return inputs;
        }

        inputs.Property("sys.app_id")!.AddAfterSelf(new JProperty("sys.timestamp", CreatedAt.ToUnixTimeSeconds()));
        return inputs;
    }

    internal RunReader OpenReader(bool isStreaming)
    {
        var reader = new RunReader(endsOnPause: true, hasSnapshot: false, isStreaming);
        lock (gate)
        {
            readers.Add(reader);
        }

        changes.Announce();
        return reader;
    }

    /// <summary>Opens a stream of a run that goes on, with the snapshot if asked; or gives the data of the end of one that is over. One
    /// step, so that no event falls between.</summary>
    internal RunReader? OpenReaderUnlessFinished(bool withSnapshot, bool endsOnPause, out JObject? finished)
    {
        RunReader? reader = null;
        lock (gate)
        {
            finished = finishedData;
            if (finished is null)
            {
                reader = new RunReader(endsOnPause, withSnapshot, isStream: true);
                foreach (EventFrame frame in withSnapshot ? record.Snapshot(status == RunStatus.Paused) : [])
                {
                    reader.Send(frame);
                }

                readers.Add(reader);
            }
        }

        changes.Announce();
        return reader;
    }

    internal void CloseReader(RunReader reader)
    {
        lock (gate)
        {
            Leave(reader);
        }

        changes.Announce();
    }

    private void Leave(RunReader reader)
    {
        if (readers.Remove(reader) && cutsOtherReaders && reader.IsStream && !RunStatus.IsEnd(status))
        {
            readers.ForEach(other => other.CutOff());
        }
    }
}
