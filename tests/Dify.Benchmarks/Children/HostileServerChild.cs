using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Benchmarks.Experiments;
using Dify.Generated;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Children;

/// <summary>A program that makes one call to a server which sends far too much, and the memory that it took.</summary>
internal static class HostileServerChild
{
    public const string OwnStreamName = "hostile-stream-own";
    public const string RawStreamName = "hostile-stream-raw";
    public const string OwnCallName = "hostile-call-own";
    public const string RawCallName = "hostile-call-raw";

    /// <summary>How it went.</summary>
    /// <param name="Failure">The type of the exception; null if the call succeeded.</param>
    /// <param name="PeakBytes">The most memory that the process had.</param>
    public sealed record Ordeal(string? Failure, long PeakBytes);

    public static async Task<string> RunOwnStreamAsync(IReadOnlyList<string> arguments)
    {
        using DifyWorkflowClient client = Clients.Create(new Uri(arguments[0]));
        return await RunAsync(async () =>
        {
            await foreach (WorkflowStreamEvent _ in client.ExecuteWorkflowStreamingAsync(Clients.Request))
            {
                // Only memory is of interest.
            }
        });
    }

    public static async Task<string> RunRawStreamAsync(IReadOnlyList<string> arguments)
    {
        using var raw = new RawClient(new Uri(arguments[0]));
        return await RunAsync(() => raw.ReadEventsAsync());
    }

    public static async Task<string> RunOwnCallAsync(IReadOnlyList<string> arguments)
    {
        using HttpClient unpacking = CreateUnpacking();
        var options = new DifyClientOptions { ApiKey = "app-benchmark", BaseAddress = new Uri(arguments[0]), Retry = { MaxRetries = 0 } };
        using var client = new DifyWorkflowClient(options, unpacking);
        return await RunAsync(() => client.GetWorkflowAppInfoAsync());
    }

    public static async Task<string> RunRawCallAsync(IReadOnlyList<string> arguments)
    {
        using HttpClient unpacking = CreateUnpacking();
        return await RunAsync(
            async () => JsonConvert.DeserializeObject<RawEvent>(await unpacking.GetStringAsync(new Uri(arguments[0] + "/info"))));
    }

    private static HttpClient CreateUnpacking() =>
        new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false });

    private static async Task<string> RunAsync(Func<Task> callAsync)
    {
        string? failure = null;
        try
        {
            await callAsync();
        }
        catch (Exception exception)
        {
            failure = exception.GetType().Name;
        }

        return JsonConvert.SerializeObject(new Ordeal(failure, ChildProcess.PeakBytes));
    }
}
