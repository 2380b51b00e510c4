using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>
/// An event stream: a ping, then what the run sends, each frame flushed, with pings in the silences; some time after its last event it
/// ends. After an <c>error</c> event it is silent. Without a workflow behind the app there are no pings, and the stream ends at once.
/// </summary>
internal sealed class RunStreamReply(DifyApp app, TestRun run, RunReader reader, StreamEnd end) : Reply
{
    /// <summary>What a ping is on the wire.</summary>
    public static readonly byte[] Ping = "event: ping\n\n"u8.ToArray();

    private bool isBroken;

    /// <summary>Whether caches are told to keep out, as the events endpoint does.</summary>
    public bool IsUncached { get; init; }

    public override async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            Begin(context);
            if (IsUncached)
            {
                context.Response.Headers.CacheControl = "no-cache";
            }

            if (run.HasWorkflow)
            {
                await WriteAsync(context, Ping, cancellationToken).ConfigureAwait(false);
            }

            await CopyAsync(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            run.CloseReader(reader);
        }
    }

    /// <summary>The status and the media type of a stream.</summary>
    public static void Begin(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream; charset=utf-8";
    }

    /// <summary>Writes bytes and sends them off.</summary>
    public static async Task WriteAsync(HttpContext context, byte[] bytes, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        DateTimeOffset lastFrame = app.Time.GetUtcNow();
        Task<bool>? next = null;
        while (true)
        {
            if (reader.Frames.TryRead(out RunFrame? frame))
            {
                lastFrame = app.Time.GetUtcNow();
                if (await WriteFrameAsync(context, frame, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }

                continue;
            }

            next ??= reader.Frames.WaitToReadAsync(cancellationToken).AsTask();
            try
            {
                await next.WaitAsync(app.Options.PingInterval, app.Time, cancellationToken).ConfigureAwait(false);
                next = null;
            }
            catch (TimeoutException)
            {
                if (end.OnIdle && app.Time.GetUtcNow() - lastFrame >= app.Options.StreamIdleLimit)
                {
                    return;
                }

                if (!isBroken && run.HasWorkflow)
                {
                    await WriteAsync(context, Ping, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Writes a frame; true if it was the last one.</summary>
    private async Task<bool> WriteFrameAsync(HttpContext context, RunFrame frame, CancellationToken cancellationToken)
    {
        switch (frame)
        {
            case EventFrame told:
                bool isLast = end.IsAfter(told.Event);

                // Begun first: who has read the last event may set the clock forward at once.
                Task close = isLast ? Task.Delay(app.StreamCloseDelay, app.Time, cancellationToken) : Task.CompletedTask;
                await WriteAsync(context, told.Bytes, cancellationToken).ConfigureAwait(false);
                isBroken |= told.Event == "error";
                await close.ConfigureAwait(false);
                return isLast;
            case PingFrame:
                await WriteAsync(context, Ping, cancellationToken).ConfigureAwait(false);
                return false;
            case RawFrame raw:
                await WriteAsync(context, raw.Bytes, cancellationToken).ConfigureAwait(false);
                return false;
            case CutFrame:
                await ConnectionCut.CutAsync(context, app.Time, cancellationToken).ConfigureAwait(false);
                return true;
            default:
                return true;
        }
    }
}
