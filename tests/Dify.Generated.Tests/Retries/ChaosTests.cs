using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Retries;

/// <summary>
/// Thousands of runs, awaited, streamed and followed, through a network that fails in every way: none is started twice. The environment
/// variable DIFY_TEST_CHAOS_CALLS sets how many, DIFY_TEST_CHAOS_SEED which.
/// </summary>
[Trait(Goal.Trait, "B3")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Calls = 10_000;
    private const int Faults = 12;

    private readonly ConcurrentDictionary<string, int> started = new();
    private readonly ConcurrentDictionary<string, int> outcomes = new();

    [Fact(Timeout = 600_000)]
    public async Task No_run_is_started_twice()
    {
        int calls = Number("DIFY_TEST_CHAOS_CALLS", Calls);
        int seed = Number("DIFY_TEST_CHAOS_SEED", 20_261_123);
        var random = new Random(seed);
        var handler = new StubHandler(async (request, token) =>
        {
            int fault;
            lock (random)
            {
                fault = random.Next(Faults);
            }

            return request.Method == HttpMethod.Get ? TakeUp(fault) : Refuse(fault) ?? await CarryOutAsync(fault, request, token);
        });
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            new ScriptedClock().Use(options);
            options.Retry.Budget = calls * 10;
            options.Retry.MaxRetries = 4;
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (call, token) =>
        {
            var inputs = new JObject { ["id"] = call.ToString(CultureInfo.InvariantCulture) };
            Exception? failure = await Record.ExceptionAsync(() => RunAsync(client, call % 3, Samples.Run(inputs), token));
            Assert.True(failure is null or DifyApiException, $"Seed {seed}: {failure}");
            outcomes.AddOrUpdate(failure?.GetType().Name ?? "success", 1, (_, count) => count + 1);
        });

        int twice = started.Values.Count(times => times > 1);
        string ends = string.Join(
            ", ", outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Value:N0} {outcome.Key}"));
        output.Report(
            "B3",
            $"{calls:N0} runs in {Faults} kinds of failure, {handler.Count:N0} requests, {started.Count:N0} runs started: {twice} of them twice ({ends})");
        Assert.All(started, run => Assert.True(run.Value == 1, $"Seed {seed}: run {run.Key} was started {run.Value} times."));
        Assert.True(outcomes["success"] > calls / 10, "Hardly a call succeeded.");
        Assert.True(handler.Count > calls, "Nothing was repeated.");
        Assert.True(outcomes.Count >= 4, "The faults are not what they should be: " + string.Join(", ", outcomes.Keys));
    }

    private static async Task RunAsync(
        DifyWorkflowClient client, int way, WorkflowExecutionRequest request, CancellationToken cancellationToken)
    {
        switch (way)
        {
            case 0:
                await client.ExecuteWorkflowAsync(request, cancellationToken);
                break;
            case 1:
                await foreach (WorkflowStreamEvent _ in client.ExecuteWorkflowStreamingAsync(request, cancellationToken))
                {
                    // Each one is read and dropped.
                }

                break;
            default:
                await using (WorkflowRun run = await client.StartWorkflowAsync(
                    request, new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning }, cancellationToken))
                {
                    await run.WaitAsync(cancellationToken);
                }

                break;
        }
    }

    /// <summary>The answers to one who takes up a stream, or asks for the record of a run.</summary>
    private static HttpResponseMessage TakeUp(int fault) => fault switch
    {
        0 => throw new HttpRequestException(
            HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused)),
        1 => StubHandler.Problem(404, "not_found"),
        2 => StubHandler.Problem(503, "unknown"),
        3 => StubHandler.Problem(429, "too_many_requests"),
        4 or 5 => StubHandler.Answer(200, "text/event-stream", EventJson.Stream([EventJson.Started()])),
        _ => StubHandler.Answer(200, "text/event-stream", EventJson.Stream([EventJson.Started(), EventJson.Finished()])),
    };

    /// <summary>The answers that tell the client that nothing was carried out.</summary>
    private static HttpResponseMessage? Refuse(int fault) => fault switch
    {
        0 => throw new HttpRequestException(
            HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused)),
        1 => StubHandler.Problem(429, "too_many_requests"),
        2 => StubHandler.Answer(
            400, "application/json", """{"code":"invalid_param","message":"Too many requests. Wait.","status":400}"""u8.ToArray()),
        _ => null,
    };

    /// <summary>Starts the run, and answers that or fails at it.</summary>
    private async Task<HttpResponseMessage> CarryOutAsync(int fault, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string id = (string)JObject.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))["inputs"]!["id"]!;
        started.AddOrUpdate(id, 1, (_, count) => count + 1);
        bool isStream = request.Headers.Accept.ToString().StartsWith("text/event-stream", StringComparison.Ordinal);
        return fault switch
        {
            3 => throw new HttpRequestException(HttpRequestError.ResponseEnded, "ended"),
            4 => throw new HttpRequestException(
                HttpRequestError.Unknown, "reset", new IOException("reset", new SocketException((int)SocketError.ConnectionReset))),
            5 => throw new HttpRequestException(HttpRequestError.InvalidResponse, "garbage"),
            6 => StubHandler.Problem(500, "internal_server_error"),
            7 => StubHandler.Answer(504, "text/html", "<html></html>"u8.ToArray()),
            8 => StubHandler.Problem(429, "rate_limit_error"),
            9 when isStream => StubHandler.Answer(200, "text/event-stream", EventJson.Stream([EventJson.Started()])),
            9 => StubHandler.Answer(200, "application/json", "{\"task_id\":\"t\",\"data\":"u8.ToArray()),
            _ when isStream => StubHandler.Answer(
                200, "text/event-stream", EventJson.Stream([EventJson.Started(), EventJson.Text("a"), EventJson.Finished()])),
            _ => StubHandler.Answer(
                200,
                "application/json",
                "{\"task_id\":\"t\",\"workflow_run_id\":\"r\",\"data\":{\"id\":\"r\",\"status\":\"succeeded\"}}"u8.ToArray()),
        };
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : otherwise;
}
