using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

// Event streams of any kind. What is particular to the stream of a run is in Runs/.
internal sealed partial class ApiConnection
{
    private readonly KnownNames names = new();

    public Task<EventStream<TEvent>> OpenStreamAsync<TEvent>(
        ApiCall call, EventCatalog<TEvent> catalog, TimeSpan idleTimeout, CancellationToken cancellationToken)
        where TEvent : class, IJsonReadable
    {
        GiveCheck?.Invoke(call);
        return sender.OpenAsync(
            call,
            (response, token) => new ValueTask<EventStream<TEvent>>(
                EventStream<TEvent>.OpenAsync(call, response, new EventReader<TEvent>(catalog, names), Options, idleTimeout, token)),
            cancellationToken);
    }

    public async IAsyncEnumerable<TEvent> StreamAsync<TEvent>(
        ApiCall call, EventCatalog<TEvent> catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TEvent : class, IJsonReadable
    {
        var stream = await OpenStreamAsync(call, catalog, Options.IdleTimeout, cancellationToken).ConfigureAwait(false);
        try
        {
            using var registration = cancellationToken.Register(stream.Abort);
            while (await ReadAsync(call, stream, cancellationToken).ConfigureAwait(false) is { } next)
            {
                yield return next;
            }
        }
        finally
        {
            await stream.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A stream whose events say themselves that they are all: an end before that is a failure.</summary>
    /// <param name="call">The call.</param>
    /// <param name="catalog">The events that are known.</param>
    /// <param name="idleTimeout">How long the stream may be silent.</param>
    /// <param name="judge">What an event means for the end of the stream; throws what an event is that tells of a failure.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<TEvent> StreamToEndAsync<TEvent>(
        ApiCall call,
        EventCatalog<TEvent> catalog,
        TimeSpan idleTimeout,
        Func<TEvent, StreamProgress> judge,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TEvent : class, IJsonReadable
    {
        var stream = await OpenStreamAsync(call, catalog, idleTimeout, cancellationToken).ConfigureAwait(false);
        var progress = StreamProgress.Open;
        try
        {
            using var registration = cancellationToken.Register(stream.Abort);
            while (progress != StreamProgress.Over)
            {
                TEvent? next;
                try
                {
                    next = await ReadAsync(call, stream, cancellationToken).ConfigureAwait(false);
                }
                catch (DifyApiException) when (progress == StreamProgress.Complete)
                {
                    // All is there that was to come; what is left of the connection does not matter.
                    yield break;
                }

                if (next is null)
                {
                    break;
                }

                var after = judge(next);
                progress = after == StreamProgress.Open ? progress : after;
                yield return next;
            }
        }
        finally
        {
            await stream.CloseAsync().ConfigureAwait(false);
        }

        if (progress == StreamProgress.Open)
        {
            throw StreamFailure.Map(call.Operation, new StreamBrokenException(StreamEnd.EndedEarly, null), Options);
        }
    }

    private async ValueTask<TEvent?> ReadAsync<TEvent>(ApiCall call, EventStream<TEvent> stream, CancellationToken cancellationToken)
        where TEvent : class, IJsonReadable
    {
        try
        {
            return await stream.ReadAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (StreamBrokenException broken)
        {
            throw StreamFailure.Map(call.Operation, broken, Options);
        }
    }
}
