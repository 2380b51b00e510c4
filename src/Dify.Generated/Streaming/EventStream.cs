using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.ServerSentEvents;
#if NET
using System.Runtime.CompilerServices;
#endif
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// One event stream of one request: typed events in the order of the wire, and nothing after it is given up. One reader at a time; <see cref="Abort"/> and
/// <see cref="CloseAsync"/> from any thread.
/// </summary>
/// <typeparam name="TEvent">The base class of the events.</typeparam>
internal sealed class EventStream<TEvent>
    where TEvent : class, IJsonReadable
{
    private const int Free = 0;
    private const int Reading = 1;
    private const int Closed = 2;

    private readonly EventConnection connection;
    private readonly IAsyncEnumerator<SseItem<TEvent?>> items;
    private int state = Free;

    private EventStream(EventConnection connection, EventCatalog<TEvent> catalog)
    {
        this.connection = connection;
        var reader = new EventReader<TEvent>(catalog);
        items = SseParser.Create(connection, (_, data) => reader.Read(data)).EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>Takes over an answer whose headers are there.</summary>
    public static async Task<EventStream<TEvent>> OpenAsync(
        ApiCall call, HttpResponseMessage response, EventCatalog<TEvent> catalog, DifyClientOptions options, TimeSpan idleTimeout, CancellationToken cancellationToken)
    {
        try
        {
            await EventStreamAnswer.ThrowIfOtherAsync(call, response, options, cancellationToken).ConfigureAwait(false);
#if NETSTANDARD2_0
            var content = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#else
            var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#endif
            return new EventStream<TEvent>(new EventConnection(response, content, options.MaxEventBytes, idleTimeout, options.TimeProvider), catalog);
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
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    public async ValueTask<TEvent?> ReadAsync()
    {
        if (Interlocked.CompareExchange(ref state, Reading, Free) != Free)
        {
            throw connection.Ended();
        }

        var after = Free;
        try
        {
            while (await items.MoveNextAsync().ConfigureAwait(false))
            {
                // An event that was parsed already is not delivered after all.
                if (connection.IsAborted)
                {
                    after = Closed;
                    await items.DisposeAsync().ConfigureAwait(false);
                    throw connection.Ended();
                }

                if (items.Current.Data is { } next)
                {
                    return next;
                }
            }

            return connection.IsInsideEvent ? throw new StreamBrokenException(StreamEnd.EndedInsideEvent) : null;
        }
        finally
        {
            Volatile.Write(ref state, after);
        }
    }

    /// <summary>Gives the stream up, a pending read included.</summary>
    public void Abort() => connection.Abort();

    /// <summary>Closes the connection at once.</summary>
    public async Task CloseAsync()
    {
        await connection.CloseAsync().ConfigureAwait(false);

        // A read that is still on its way out cleans up behind itself.
        if (Interlocked.CompareExchange(ref state, Closed, Free) == Free)
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
    }
}
