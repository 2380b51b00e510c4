using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Experiments;
using Dify.Generated;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Children;

/// <summary>A program whose streams all fail, and what is left of them in it.</summary>
internal static class FailedStreamsChild
{
    public const string Name = "failed-streams";

    private const int Lanes = 4;
    private const int Warm = 450;
    private const string OpenFiles = "/proc/self/fd";

    /// <summary>What is left.</summary>
    /// <param name="Streams">How many failed.</param>
    /// <param name="Wrong">How many ended in another way than they ought to.</param>
    /// <param name="InPool">The sockets that are open, of the clients' pools and of whatever leaked; null where sockets cannot be
    /// counted.</param>
    /// <param name="Open">The sockets that are open when the clients are closed.</param>
    /// <param name="Unobserved">How many exceptions of tasks nobody asked for.</param>
    /// <param name="Growth">How many bytes more are in use than when the first streams had failed.</param>
    public sealed record Remains(int Streams, int Wrong, int? InPool, int? Open, int Unobserved, long Growth);

    /// <summary>The most connections that the clients keep for later.</summary>
    public static int LargestPool => Lanes * StreamFault.All.Count(fault => fault.KeepsConnection);

    public static async Task<string> RunAsync(IReadOnlyList<string> arguments)
    {
        int streams = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        int unobserved = 0;
        TaskScheduler.UnobservedTaskException += (_, failure) =>
        {
            Interlocked.Increment(ref unobserved);
            Console.Error.WriteLine(failure.Exception);
        };
        int? before = Sockets();
        DifyWorkflowClient[] clients = [.. StreamFault.All.Zip(arguments.Skip(1), (fault, address) => Clients.Create(
            new Uri(address), options => options.IdleTimeout = fault.IdleTimeout ?? options.IdleTimeout))];

        // Sockets are counted before memory is collected: with it would be closed what was only forgotten.
        await MeetAsync(clients, Math.Max(streams / 4, Warm));
        long bytes = BytesInUse();
        int wrong = await MeetAsync(clients, streams);
        int? pooled = Sockets() - before;
        long growth = BytesInUse() - bytes;
        wrong += await MeetAsync(clients, Warm);
        foreach (DifyWorkflowClient client in clients)
        {
            client.Dispose();
        }

        // Closed by the system a moment after it was told to.
        long start = Stopwatch.GetTimestamp();
        while (Sockets() > before && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2))
        {
            await Task.Delay(10);
        }

        return JsonConvert.SerializeObject(new Remains(streams, wrong, pooled, Sockets() - before, unobserved, growth));
    }

    private static async Task<int> MeetAsync(DifyWorkflowClient[] clients, int streams)
    {
        int wrong = 0;
        await Parallel.ForAsync(0, streams, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (number, _) =>
        {
            int fault = number % clients.Length;
            if (!await StreamFault.All[fault].MeetAsync(clients[fault], asRun: number / clients.Length % 2 == 0))
            {
                Interlocked.Increment(ref wrong);
            }
        });
        return wrong;
    }

    private static long BytesInUse()
    {
        for (int time = 0; time < 3; time++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static int? Sockets() => OperatingSystem.IsLinux()
        ? Directory.EnumerateFileSystemEntries(OpenFiles)
            .Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : null;
}
