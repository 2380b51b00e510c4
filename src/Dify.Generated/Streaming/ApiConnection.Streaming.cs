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

    public Task<EventStream<TEvent>> OpenStreamAsync<TEvent>(ApiCall call, EventCatalog<TEvent> catalog, TimeSpan idleTimeout, CancellationToken cancellationToken)
        where TEvent : class, IJsonReadable
    {
        GiveCheck?.Invoke(call);
        return sender.OpenAsync(
            call,
            (response, token) => new ValueTask<EventStream<TEvent>>(
                EventStream<TEvent>.OpenAsync(call, response, new EventReader<TEvent>(catalog, names), Options, idleTimeout, token)),
            cancellationToken);
    }

    public async IAsyncEnumerable<TEvent> StreamAsync<TEvent>(ApiCall call, EventCatalog<TEvent> catalog, [EnumeratorCancellation] CancellationToken cancellationToken)
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
