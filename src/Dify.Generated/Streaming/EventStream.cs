using System;
using System.Net.Http;
#if NET
using System.Runtime.CompilerServices;
#endif
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// One event stream of one request: typed events in the order of the wire, and nothing after it is given up. One reader at a time;
/// <see cref="Abort"/> and <see cref="CloseAsync"/> from any thread.
/// </summary>
/// <typeparam name="TEvent">The base class of the events.</typeparam>
internal sealed class EventStream<TEvent>
    where TEvent : class, IJsonReadable
{
    private const int Free = 0;
    private const int Reading = 1;
    private const int Closed = 2;

    private readonly EventConnection connection;
    private readonly EventFrames frames;
    private readonly EventReader<TEvent> reader;
    private int state = Free;

    private EventStream(EventConnection connection, EventFrames frames, EventReader<TEvent> reader)
    {
        this.connection = connection;
        this.frames = frames;
        this.reader = reader;
    }

    /// <summary>Called when bytes came that are no event: Dify's pings, which have no data.</summary>
    public Action? OnPing { get; set; }

    /// <summary>Takes over an answer whose headers are there.</summary>
    public static async Task<EventStream<TEvent>> OpenAsync(
        ApiCall call,
        HttpResponseMessage response,
        EventReader<TEvent> reader,
        DifyClientOptions options,
        TimeSpan idleTimeout,
        CancellationToken cancellationToken)
    {
        try
        {
            await EventStreamAnswer.ThrowIfOtherAsync(call, response, options, cancellationToken).ConfigureAwait(false);
            var content = await AnswerContent.OpenAsync(response.Content, cancellationToken).ConfigureAwait(false);
            return new EventStream<TEvent>(
                new EventConnection(response, content, idleTimeout, options.TimeProvider), new EventFrames(options.MaxEventBytes), reader);
        }
        catch (ContentDecodingException exception)
        {
            response.Dispose();
            throw ConnectionFailure.Map(call, exception);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next event.</summary>
    /// <returns>The event; null at the end of the stream.</returns>
    /// <exception cref="StreamBrokenException">The stream broke.</exception>
    /// <exception cref="OperationCanceledException">The stream was given up.</exception>
    public ValueTask<TEvent?> ReadAsync()
    {
        if (Interlocked.CompareExchange(ref state, Reading, Free) != Free)
        {
            return Failed(connection.Ended());
        }

        // Most events have come already and need no state machine.
        try
        {
            if (TryRead() is { } next)
            {
                Leave();
                return new ValueTask<TEvent?>(next);
            }
        }
        catch (Exception exception)
        {
            Leave();
            return Failed(exception);
        }

        return ReadMoreAsync();
    }

    private static ValueTask<TEvent?> Failed(Exception exception) => new(Task.FromException<TEvent?>(exception));

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<TEvent?> ReadMoreAsync()
    {
        try
        {
            while (true)
            {
                var count = await connection.ReadAsync(frames.MakeRoom()).ConfigureAwait(false);
                if (count == 0)
                {
                    return AtEnd();
                }

                frames.Add(count);
                if (TryRead() is { } next)
                {
                    return next;
                }

                OnPing?.Invoke();
            }
        }
        finally
        {
            Leave();
        }
    }

    // Null is the end in good order. Some servers and gateways put the bare JSON of a problem where events belong.
    private TEvent? AtEnd()
    {
        if (ProblemReader.TryRead(frames.Stray) is { } problem)
        {
            throw new StreamBrokenException(StreamEnd.EndedEarly) { Problem = problem };
        }

        return frames.IsInsideEvent ? throw new StreamBrokenException(StreamEnd.EndedInsideEvent) : null;
    }

    // An event that has come already is not delivered when the stream was given up meanwhile.
    private TEvent? TryRead()
    {
        while (!connection.IsAborted && frames.TryRead(out var data))
        {
            if (reader.Read(data) is { } next)
            {
                return connection.IsAborted ? throw connection.Ended() : next;
            }
        }

        return connection.IsAborted ? throw connection.Ended() : null;
    }

    // Buffers are given back by whoever comes last: the one who closes, or the read that was under way.
    private void Leave()
    {
        Volatile.Write(ref state, Free);
        if (connection.IsAborted)
        {
            GiveBack();
        }
    }

    /// <summary>Gives the stream up, a pending read included.</summary>
    public void Abort() => connection.Abort();

    /// <summary>Closes the connection at once.</summary>
    public async Task CloseAsync()
    {
        await connection.CloseAsync().ConfigureAwait(false);

        GiveBack();
    }

    private void GiveBack()
    {
        if (Interlocked.CompareExchange(ref state, Closed, Free) == Free)
        {
            frames.Dispose();
        }
    }
}
