using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>An event stream: a ping, then what the run sends, each frame flushed, with pings in the silences.</summary>
internal sealed class RunStreamReply(DifyApp app, TestRun run, RunReader reader, StreamEnd end) : Reply
{
    private static readonly byte[] Ping = "event: ping\n\n"u8.ToArray();

    /// <summary>Whether caches are told to keep out, as the events endpoint does.</summary>
    public bool IsUncached { get; init; }

    public override async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            if (IsUncached)
            {
                context.Response.Headers.CacheControl = "no-cache";
            }

            await WriteAsync(context, Ping, cancellationToken).ConfigureAwait(false);
            await CopyAsync(context, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            run.CloseReader(reader);
        }
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

                await WriteAsync(context, Ping, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes a frame; true if it was the last one.</summary>
    private async Task<bool> WriteFrameAsync(HttpContext context, RunFrame frame, CancellationToken cancellationToken)
    {
        switch (frame)
        {
            case EventFrame told:
                await WriteAsync(context, told.Bytes, cancellationToken).ConfigureAwait(false);
                return end.IsAfter(told.Event);
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

    private static async Task WriteAsync(HttpContext context, byte[] bytes, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
