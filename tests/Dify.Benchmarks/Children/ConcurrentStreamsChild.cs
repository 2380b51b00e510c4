using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Experiments;
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
    private const int WarmUps = 2;
    private static readonly byte[] GoOn = [1];
    private static readonly TimeSpan QuietMoment = TimeSpan.FromMilliseconds(200);

    /// <summary>What it took.</summary>
    /// <param name="Delivered">The fewest events that came in a wave.</param>
    /// <param name="ProcessorSeconds">The least processor time of a wave: what else the machine does can only make it more.</param>
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
        IPEndPoint pace = IPEndPoint.Parse(arguments[1]);
        int[] numbers = [.. arguments.Skip(2).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        int events = numbers[0];
        var usages = new List<Usage>();
        foreach (int streams in numbers.Skip(1))
        {
            usages.Add(await MeasureAsync(streams, events, pace, readAsync));
            await Task.Delay(QuietMoment);
        }

        Usage[] full = [.. usages.Skip(1)];
        return JsonConvert.SerializeObject(
            new Usage(full.Min(usage => usage.Delivered), usages.Skip(WarmUps).Min(usage => usage.ProcessorSeconds), full[0].LiveBytes));
    }

    private static async Task<Usage> MeasureAsync(int streams, int events, IPEndPoint pace, Func<Action, Task> readAsync)
    {
        using var goOn = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await goOn.ConnectAsync(pace);
        long delivered = 0;
        var halfWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Count()
        {
            long number = Interlocked.Increment(ref delivered);
            if (number == (long)streams * (events / 2))
            {
                halfWay.SetResult();
            }
            else if (number % streams == 0)
            {
                goOn.Send(GoOn);
            }
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        Task[] reading = [.. Enumerable.Range(0, streams).Select(_ => readAsync(Count))];
        await halfWay.Task;
        TimeSpan processor = Environment.CpuUsage.TotalTime - start;
        long live = GC.GetTotalMemory(forceFullCollection: true) - before;

        start = Environment.CpuUsage.TotalTime;
        goOn.Send(GoOn);
        await Task.WhenAll(reading);
        processor += Environment.CpuUsage.TotalTime - start;
        return new Usage(delivered, processor.TotalSeconds, (double)live / streams);
    }
}
