using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Tells when the client waits for bytes of an answer and when it gives up, so that a clock can be set forward at the right time
/// and what it does is seen at once.</summary>
internal sealed class ReadWatch(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly object gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isPending;
    private volatile bool isCancelled;
    private volatile bool hasStream;
    private long bytes;

    /// <summary>Whether the client has cancelled a request or a read that it was waiting for.</summary>
    public bool IsCancelled => isCancelled;

    /// <summary>How many bytes of bodies the client has read in all.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Waits until the client has read so many bytes of bodies in all and waits for more.</summary>
    public async Task WaitUntilPendingAsync(long afterBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (isPending && bytes >= afterBytes)
                {
                    return;
                }

                change = changed.Task;
            }

            await change.WaitAsync(cancellationToken);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (hasStream && request.RequestUri!.AbsolutePath.Contains("/workflows/run/", StringComparison.Ordinal))
        {
            // The client asks for the record of the run while it waits for the stream.
            return await base.SendAsync(request, cancellationToken);
        }

        HttpResponseMessage response = await SendWatchedAsync(request, cancellationToken);
        HttpContent content = response.Content;
        hasStream |= content.Headers.ContentType?.MediaType == "text/event-stream";
        response.Content = new StreamContent(new WatchedStream(await content.ReadAsStreamAsync(cancellationToken), this));
        foreach (var header in content.Headers)
        {
            response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return response;
    }

    private async Task<HttpResponseMessage> SendWatchedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.Register(NoteCancellation);
        return await base.SendAsync(request, cancellationToken);
    }

    private void NoteCancellation() => isCancelled = true;

    private void Set(bool pending, int read)
    {
        TaskCompletionSource announced;
        lock (gate)
        {
            isPending = pending;
            bytes += read;
            announced = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        announced.SetResult();
    }

    private sealed class WatchedStream(Stream stream, ReadWatch watch) : ForwardOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using CancellationTokenRegistration registration = cancellationToken.Register(watch.NoteCancellation);
            ValueTask<int> read = stream.ReadAsync(buffer, cancellationToken);
            if (!read.IsCompleted)
            {
                watch.Set(pending: true, 0);
            }

            int length = 0;
            try
            {
                length = await read;
                return length;
            }
            finally
            {
                watch.Set(pending: false, length);
            }
        }

        protected override void Dispose(bool disposing)
        {
            stream.Dispose();
            base.Dispose(disposing);
        }
    }
}
