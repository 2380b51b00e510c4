using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// An answer of the stand-in that comes piece by piece: it is read in the background, and a test waits for what it has brought.
/// </summary>
internal sealed class PlayedStream : IDisposable
{
    public const string Ping = "event: ping";

    private readonly HttpResponseMessage response;
    private readonly CancellationTokenSource left;
    private readonly object gate = new();
    private readonly List<string> blocks = [];
    private TaskCompletionSource change = New();

    public PlayedStream(RecordedExchange recorded, HttpResponseMessage response, CancellationToken bound)
    {
        Recorded = recorded;
        this.response = response;
        left = CancellationTokenSource.CreateLinkedTokenSource(bound);
        End = Task.Run(ReadAsync, CancellationToken.None);
    }

    public RecordedExchange Recorded { get; }

    /// <summary>How often the clock had been moved when the stream was opened.</summary>
    public required int OpenedAfterMoves { get; init; }

    public HttpResponseMessage Response => response;

    /// <summary>Ends when the server ends or breaks the stream, or when it was left.</summary>
    public Task End { get; }

    public IReadOnlyList<string> Blocks
    {
        get
        {
            lock (gate)
            {
                return [.. blocks];
            }
        }
    }

    /// <summary>Waits until as many blocks came as a condition asks for, or the stream has ended.</summary>
    public async Task WaitAsync(Func<IReadOnlyList<string>, bool> condition, CancellationToken bound)
    {
        while (true)
        {
            Task next = Volatile.Read(ref change).Task;
            if (condition(Blocks) || End.IsCompleted)
            {
                return;
            }

            await Task.WhenAny(next, End).WaitAsync(bound);
        }
    }

    /// <summary>Goes away as the recorder did, and waits until the reading has ended.</summary>
    public async Task LeaveAsync()
    {
        await left.CancelAsync();
        response.Dispose();
        await End;
    }

    public void Dispose()
    {
        left.Cancel();
        response.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(left.Token), new UTF8Encoding(false));
            var block = new StringBuilder();
            while (await reader.ReadLineAsync(left.Token) is { } line)
            {
                if (line.Length > 0)
                {
                    block.Append(block.Length > 0 ? "\n" : "").Append(line);
                    continue;
                }

                if (block.Length > 0)
                {
                    Add(block.ToString());
                    block.Clear();
                }
            }
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException)
        {
            // The stream was left or broken off: what came before counts.
        }
    }

    private void Add(string block)
    {
        lock (gate)
        {
            blocks.Add(block);
        }

        Interlocked.Exchange(ref change, New()).SetResult();
    }
}
