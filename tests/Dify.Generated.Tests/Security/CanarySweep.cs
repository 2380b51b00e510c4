using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Runs;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Security;

/// <summary>Lets every call meet a fault, once, and looks at all that it tells; the test of the fault and the one that counts share
/// it.</summary>
public sealed class CanarySweep
{
    private readonly ConcurrentDictionary<string, Lazy<Task<CanaryCount>>> counts = new();

    internal Task<CanaryCount> OfAsync(string fault)
        => counts.GetOrAdd(
            fault, static name => new Lazy<Task<CanaryCount>>(() => PlayAsync(CanaryFaults.All.Single(each => each.Name == name)))).Value;

    private static async Task<CanaryCount> PlayAsync(CanaryFault fault)
    {
        var count = new CanaryCount();
        foreach (CanaryCall call in CanaryCall.All)
        {
            count += await Task.Run(() => PlayAsync(fault, call));
        }

        return count;
    }

    private static async Task<CanaryCount> PlayAsync(CanaryFault fault, CanaryCall call)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
        using var watch = new CanaryWatch();
        WireScript[] scripts = fault.ScriptsFor(call);
        await using WireServer server = fault.Certificate is null
            ? WireServer.Start(scripts)
            : WireServer.StartSecure(fault.Certificate, scripts);
        var clock = new FakeTimeProvider();
        var options = new DifyClientOptions
        {
            ApiKey = Canary.Key,
            BaseAddress = server.BaseAddress,
            LoggerFactory = watch.Logs,
            Retry = { MaxRetries = 1, BaseDelay = TimeSpan.FromTicks(1), Budget = 1000 },
        };
        if (fault.Ends is CanaryEnd.TimePasses or CanaryEnd.TimePassesWhenRead)
        {
            options.TimeProvider = clock;
        }

        fault.Configure?.Invoke(options);
        var reads = new ReadWatch(fault.Handler?.Invoke() ?? DifyHttpHandler.Create());
        using var httpClient = new HttpClient(reads) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new DifyWorkflowClient(options, httpClient);
        using var chat = new DifyChatClient(options, httpClient);
        using var completion = new DifyCompletionClient(options, httpClient);
        var clients = new CanaryClients(client, chat, completion);
        if (fault.Ends == CanaryEnd.CancelledBefore)
        {
            await caller.CancelAsync();
        }

        Task<Exception?> made = Record.ExceptionAsync(() => call.MakeAsync(clients, caller.Token));
        Task ready = fault.Ends switch
        {
            CanaryEnd.TimePasses or CanaryEnd.CancelledWhenAsked => server.WaitForRequestsAsync(1, bound.Token),
            CanaryEnd.TimePassesWhenRead or CanaryEnd.CancelledWhenRead => reads.WaitUntilPendingAsync(1, bound.Token),
            _ => made,
        };
        await Task.WhenAny(made, ready);
        if (fault.Ends is CanaryEnd.CancelledWhenAsked or CanaryEnd.CancelledWhenRead
            || (fault.Ends == CanaryEnd.TimePassesWhenRead && call.IsDownload))
        {
            await caller.CancelAsync();
        }
        else if (options.TimeProvider == clock)
        {
            await clock.AdvanceUntilAsync(made, TimeSpan.FromSeconds(5), bound.Token);
        }

        Exception? failure = await made.WaitAsync(bound.Token);
        string place = $"{call.Name}, {fault.Name}";

        // The bytes of a file are a stream, and fail as streams do.
        Assert.True(failure is null or DifyApiException or IOException or OperationCanceledException, $"{place}: {failure}");
        Assert.NotEmpty(watch.Spans);
        Assert.NotEmpty(watch.Measurements);
        Assert.True(
            fault.IsUnreached || server.Requests.Any(request => request.HeadText.Contains(Canary.Key, StringComparison.Ordinal)),
            $"{place}: the key was not sent.");
        Canary.AssertAbsent(place, watch.Events);
        return new CanaryCount(
            Calls: 1,
            OfExceptions: Canary.AssertAbsent(place, Canary.TextsOf(failure)),
            OfLogs: Canary.AssertAbsent(place, watch.Logs.Entries),
            OfSpans: Canary.AssertAbsent(place, watch.Spans),
            OfMeasurements: Canary.AssertAbsent(place, watch.Measurements));
    }
}
