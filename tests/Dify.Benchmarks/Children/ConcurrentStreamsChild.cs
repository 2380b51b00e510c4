using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Experiments;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Children;

/// <summary>A program that reads many streams side by side.</summary>
internal static class ConcurrentStreamsChild
{
    public const string RawName = "concurrent-raw";
    public const string PlainName = "concurrent-plain";
    public const string FollowedName = "concurrent-followed";

    // The first wave is a single stream, so that the second, whose memory is measured, does not pay for what a process needs once.
    private const int WarmUps = 4;
    private static readonly TimeSpan QuietMoment = TimeSpan.FromMilliseconds(200);

    /// <summary>What it took.</summary>
    /// <param name="Delivered">The fewest events that came in a wave.</param>
    /// <param name="ProcessorSeconds">The processor time of a wave.</param>
    /// <param name="LiveBytes">The managed memory in use for each stream, half way.</param>
    public sealed record Usage(long Delivered, double ProcessorSeconds, double LiveBytes);

    /// <summary>The sizes of the waves: what warms up, then what is measured.</summary>
    public static IReadOnlyList<int> Waves(int streams, int measured) => [1, .. Enumerable.Repeat(streams, WarmUps - 1 + measured)];

    public static async Task<string> RunRawAsync(IReadOnlyList<string> arguments)
    {
        using var raw = new RawClient(new Uri(arguments[0]));
        return await RunAsync(arguments, onEvent => raw.ReadEventsAsync(_ => onEvent()));
    }

    public static async Task<string> RunPlainAsync(IReadOnlyList<string> arguments)
    {
        using DifyWorkflowClient client = Clients.Create(new Uri(arguments[0]));
        return await RunAsync(arguments, onEvent => ReadAsync(client.ExecuteWorkflowStreamingAsync(Clients.Request), onEvent));
    }

    public static async Task<string> RunFollowedAsync(IReadOnlyList<string> arguments)
    {
        using DifyWorkflowClient client = Clients.Create(new Uri(arguments[0]));
        return await RunAsync(arguments, async onEvent =>
        {
            await using WorkflowRun run = await client.StartWorkflowAsync(Clients.Request);
            await ReadAsync(run.Events, onEvent);
        });
    }

    private static async Task ReadAsync(IAsyncEnumerable<WorkflowStreamEvent> events, Action onEvent)
    {
        await foreach (WorkflowStreamEvent _ in events)
        {
            onEvent();
        }
    }

    private static async Task<string> RunAsync(IReadOnlyList<string> arguments, Func<Action, Task> readAsync)
    {
        IPEndPoint gate = IPEndPoint.Parse(arguments[1]);
        int half = int.Parse(arguments[2], System.Globalization.CultureInfo.InvariantCulture);
        int[] waves = [.. arguments.Skip(3).Select(size => int.Parse(size, System.Globalization.CultureInfo.InvariantCulture))];
        var usages = new List<Usage>();
        foreach (int streams in waves)
        {
            usages.Add(await MeasureAsync(streams, half, gate, readAsync));
            await Task.Delay(QuietMoment);
        }

        Usage[] full = [.. usages.Skip(1)];
        return JsonConvert.SerializeObject(new Usage(full.Min(usage => usage.Delivered), usages.Skip(WarmUps).Select(usage => usage.ProcessorSeconds).Median(), full[0].LiveBytes));
    }

    private static async Task<Usage> MeasureAsync(int streams, int half, IPEndPoint gate, Func<Action, Task> readAsync)
    {
        long delivered = 0;
        var halfWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Count()
        {
            if (Interlocked.Increment(ref delivered) == (long)streams * half)
            {
                halfWay.SetResult();
            }
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        Task[] reading = [.. Enumerable.Range(0, streams).Select(_ => readAsync(Count))];
        await halfWay.Task;
        TimeSpan processor = Environment.CpuUsage.TotalTime - start;
        long live = GC.GetTotalMemory(forceFullCollection: true) - before;

        start = Environment.CpuUsage.TotalTime;
        using (var goOn = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await goOn.ConnectAsync(gate);
        }

        await Task.WhenAll(reading);
        processor += Environment.CpuUsage.TotalTime - start;
        return new Usage(delivered, processor.TotalSeconds, (double)live / streams);
    }
}
