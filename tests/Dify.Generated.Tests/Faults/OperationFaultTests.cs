using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Retries;
using Dify.Generated.Tests.Runs;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>
/// What can go wrong with an answer, through every operation of every client: each fails as its kind of call does, as often as it may be
/// sent, and never with the server's words in the message. The matrix beside it takes each kind of call through everything else.
/// </summary>
public sealed class OperationFaultTests
{
    private const string Told = "TOLD-by-the-server";
    private const string Page = $"<html><h1>{Told}</h1></html>";

    private static readonly string[] Faults =
    [
        "no answer", "reset", "cut inside the answer", "a page", "a page of a gateway", "server error", "gateway timeout",
        "error of another shape", "a list as an error", "an error without a body", "not found as a page", "a problem behind a success",
        "a redirect", "silence",
    ];

    public static TheoryData<string> Operations() => [.. ClientOperation.All.Select(operation => operation.Name)];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Operations))]
    public async Task It_fails_as_such_a_call_does(string name)
    {
        ClientOperation operation = ClientOperation.Named(name);
        foreach (string fault in Faults)
        {
            if (fault == "a problem behind a success" && IsOfAnyFile(operation))
            {
                // A file that was stored may hold whatever it likes.
                continue;
            }

            (Exception? failure, IReadOnlyList<WireRequest> requests) = await PlayAsync(operation, fault);

            string what = $"{name}, {fault}, {requests.Count} requests: {failure}";
            if (operation.IsWithoutAnswer && fault == "cut inside the answer")
            {
                // Nobody waits for what such an answer might hold.
                Assert.True(failure is null && requests.Count == 1, what);
                continue;
            }

            Assert.True(RightOf(operation, fault).IsInstanceOfType(failure), what);
            Assert.DoesNotContain(Told, failure!.ToString(), StringComparison.Ordinal);
            Assert.Equal(IsTransient(fault), (failure as DifyApiException)?.IsTransient ?? true);

            // What the server may have carried out is sent again if that changes nothing, and no stream or file has begun.
            bool isRepeatable = requests[0].Method == "GET" || operation.Name.Contains("Stop", StringComparison.Ordinal);
            bool hasBegun = fault == "cut inside the answer" && (operation.IsOfEvents || operation.IsDownload);
            int right = IsTransient(fault) && isRepeatable && !hasBegun && fault != "silence" ? 3 : 1;

            // The platform asks again by itself where a connection ends without a byte, and there was no body.
            bool mayBeMore = fault is "no answer" or "reset" && requests[0].BodyText.Length == 0;
            Assert.True(requests.Count == right || (mayBeMore && requests.Count > right), what);
        }
    }

    private static async Task<(Exception? Failure, IReadOnlyList<WireRequest> Requests)> PlayAsync(ClientOperation operation, string fault)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var server = WireServer.Start(ScriptOf(operation, fault));
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress };
        var passing = new FakeTimeProvider();
        if (fault == "silence")
        {
            options.TimeProvider = passing;
        }
        else
        {
            new ScriptedClock().Use(options);
            options.IdleTimeout = Timeout.InfiniteTimeSpan;
        }

        await using var client = new DifyWorkflowClient(options);
        Task<Exception?> call = Record.ExceptionAsync(() => operation.CallAsync(client, "text", bound.Token));
        if (fault == "silence")
        {
            await server.WaitForRequestsAsync(1, bound.Token);
            await passing.AdvanceUntilAsync(call, TimeSpan.FromSeconds(5), bound.Token);
        }

        return (await call, server.Requests);
    }

    private static WireScript ScriptOf(ClientOperation operation, string fault) => fault switch
    {
        "no answer" => WireScript.Request.Fin(),
        "reset" => WireScript.Request.Reset(),
        "cut inside the answer" when operation.IsOfEvents =>
            WireScript.Request.StreamHead().Event("{\"event\":\"message\",\"answer\":\"a\"}").Fin(),
        "cut inside the answer" when operation.IsDownload =>
            WireScript.Request.Head(200, "Content-Type: audio/mpeg", "Content-Length: 99").Fin(),
        "cut inside the answer" =>
            WireScript.Request.Head(200, "Content-Type: application/json", "Content-Length: 99").Write("{\"id\":").Fin(),
        "a page" => WireScript.Request.Answer(200, "text/html", Page, "Connection: close").Fin(),
        "a page of a gateway" => WireScript.Request.Answer(502, "text/html", Page, "Connection: close").Fin(),
        "server error" => RetrySession.Answer(500, "internal_server_error", Told),
        "gateway timeout" => WireScript.Request.Answer(504, "text/plain", Told, "Connection: close").Fin(),
        "error of another shape" => WireScript.Request.Json(400, $$"""{"error":"{{Told}}"}""", "Connection: close").Fin(),
        "a list as an error" => WireScript.Request.Json(400, $"[\"{Told}\"]", "Connection: close").Fin(),
        "an error without a body" => WireScript.Request.Head(415, "Content-Length: 0", "Connection: close").Fin(),
        "not found as a page" => WireScript.Request.Answer(404, "text/html", Page, "Connection: close").Fin(),
        "a problem behind a success" => WireScript.Request.Json(
            200, $$"""{"code":"invalid_param","message":"{{Told}}","status":400}""", "Connection: close").Fin(),
        "a redirect" => WireScript.Request.Head(
            302, $"Location: http://{Told.ToLowerInvariant()}.example.com/", "Content-Length: 0", "Connection: close").Fin(),
        "silence" => WireScript.Request.WaitForClose(),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static Type RightOf(ClientOperation operation, string fault) => fault switch
    {
        "no answer" or "reset" => typeof(DifyConnectionException),
        "cut inside the answer" when IsOfAnyFile(operation) => typeof(System.IO.IOException),
        "cut inside the answer" => IsOfRun(operation) ? typeof(WorkflowStreamInterruptedException) : typeof(DifyConnectionException),
        "a page" or "a redirect" => typeof(DifyProtocolException),
        "a page of a gateway" or "server error" or "gateway timeout" => typeof(DifyServerException),
        "not found as a page" => typeof(DifyNotFoundException),
        "silence" => typeof(DifyTimeoutException),
        _ => typeof(DifyInvalidRequestException),
    };

    private static bool IsTransient(string fault)
        => fault is "no answer" or "reset" or "cut inside the answer" or "silence" or "server error" or "gateway timeout"
            or "a page of a gateway";

    private static bool IsOfAnyFile(ClientOperation operation) => operation.Name.Contains("Preview", StringComparison.Ordinal);

    private static bool IsOfRun(ClientOperation operation)
        => operation.IsOfEvents && !operation.Name.Contains('.', StringComparison.Ordinal);
}
