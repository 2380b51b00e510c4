using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The one stream of a run that is open, and the one that was asked for to follow it. The server has one stream open at most, and one is
/// open before an answer goes out. Closed from any
/// thread.
/// </summary>
internal sealed class RunConnection(RunJournal journal, RunTelemetry telemetry, CancellationToken lifetime)
{
    private readonly object gate = new();
    private volatile EventStream<DifyStreamEvent>? stream;
    private Task<EventStream<DifyStreamEvent>>? expected;
    private volatile bool isClosed;

    /// <summary>Looks on while a stream is waited for.</summary>
    public QuietWatch? Watch { get; set; }

    /// <summary>The operation that the stream belongs to.</summary>
    public string Operation { get; private set; } = RunReconnection.Operation;

    /// <summary>Whether the stream began with the record of the run.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Whether a stream is open that began with the record of the run.</summary>
    public bool IsTakenUpAgain => stream is not null && IsResumed;

    /// <summary>Whether the run was left.</summary>
    public bool IsClosed => isClosed;

    /// <summary>A stream that was asked for, and whose headers have not come; null if there is none.</summary>
    public Task<EventStream<DifyStreamEvent>>? Expected => expected;

    /// <summary>The stream; null if none is open.</summary>
    /// <exception cref="OperationCanceledException">The run was left.</exception>
    public EventStream<DifyStreamEvent>? Current()
    {
        // Whoever leaves the run says so before the stream is taken away: asked in this order, no lock is needed for an event.
        var open = stream;
        return isClosed ? throw new OperationCanceledException(lifetime) : open;
    }

    /// <summary>Reads from this stream from now on.</summary>
    /// <exception cref="OperationCanceledException">The run was left.</exception>
    public async Task UseAsync(EventStream<DifyStreamEvent> opened, string operation, bool asResumed)
    {
        telemetry.Opened();
        opened.OnPing = Watch!.Pinged;
        lock (gate)
        {
            if (!isClosed)
            {
                stream = opened;
                Operation = operation;
                IsResumed = asResumed;
                journal.BeginStream(asResumed);
                return;
            }
        }

        await opened.CloseAsync().ConfigureAwait(false);
        throw new OperationCanceledException(lifetime);
    }

    /// <summary>A stream was asked for, before an answer is sent.</summary>
    public void Expect(Task<EventStream<DifyStreamEvent>> opened)
    {
        lock (gate)
        {
            expected = opened;
        }
    }

    /// <summary>Waits for the stream that was asked for, and reads from it from now on.</summary>
    public async Task UseExpectedAsync(Task<EventStream<DifyStreamEvent>> opened)
    {
        EventStream<DifyStreamEvent> next;
        try
        {
            next = await opened.ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                expected = null;
            }
        }

        await UseAsync(next, RunReconnection.Operation, asResumed: true).ConfigureAwait(false);
    }

    /// <summary>Closes what is open.</summary>
    public Task DropAsync()
    {
        Watch!.End();
        EventStream<DifyStreamEvent>? open;
        lock (gate)
        {
            open = stream;
            stream = null;
            if (expected is { } unwanted)
            {
                expected = null;
                _ = CloseAsync(unwanted);
            }
        }

        return open?.CloseAsync() ?? Task.CompletedTask;
    }

    /// <summary>Ends the stream at once, and every later one.</summary>
    /// <returns>A task that ends when the connection is closed.</returns>
    public Task CloseAsync()
    {
        lock (gate)
        {
            isClosed = true;
        }

        Watch!.Dispose();
        return DropAsync();
    }

    private static async Task CloseAsync(Task<EventStream<DifyStreamEvent>> opened)
    {
        try
        {
            await (await opened.ConfigureAwait(false)).CloseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DifyApiException or OperationCanceledException)
        {
            // It never came.
        }
    }
}
