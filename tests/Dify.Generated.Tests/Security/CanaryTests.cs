using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Security;

/// <summary>
/// One key, one text of the caller and one text of the server, each unmistakable, through every operation and many faults: none of the three is ever in a message, in what an
/// exception prints, in what it carries along, in a log or in a trace. Only the members that are made for the server's text have it.
/// </summary>
public sealed class CanaryTests
{
    private const string Key = "app-CANARYkey7f3a";
    private const string Sent = "CANARYsent91bc";
    private const string Told = "CANARYtold55de";

    // A server that is hostile, or only careless, repeats what it was sent.
    private const string Echo = Told + " " + Key + " " + Sent;

    private static readonly Dictionary<string, WireScript> Faults = new()
    {
        ["invalid parameter"] = Problem(400, "invalid_param"),
        ["unauthorized"] = Problem(401, "unauthorized", $"WWW-Authenticate: Bearer realm=\"{Echo}\""),
        ["forbidden"] = Problem(403, "forbidden"),
        ["not found"] = Problem(404, "not_found"),
        ["too large"] = Problem(413, "file_too_large"),
        ["too many requests"] = Problem(429, "too_many_requests", $"Retry-After: {Echo}"),
        ["quota"] = Problem(429, "rate_limit_error"),
        ["server error"] = Problem(500, "internal_server_error"),
        ["a code that nobody knows"] = Problem(400, Told + Key),
        ["a problem behind status 200"] = Problem(200, "unauthorized"),
        ["a page for 404"] = Answer(404, "text/html", $"<html>{Echo}</html>"),
        ["a page for 502"] = Answer(502, "text/html", $"<html>{Echo}</html>"),
        ["a page for 200"] = Answer(200, "text/html", $"<html>{Echo}</html>"),
        ["a media type of its own"] = Answer(200, $"x/{Told}; key={Key}; sent={Sent}", "{}"),
        ["a media type that is none"] = Answer(200, Echo, "{}"),
        ["a text as JSON"] = Answer(200, "application/json", $"\"{Echo}\""),
        ["an array as JSON"] = Answer(200, "application/json", $"[\"{Echo}\"]"),
        ["members of other shapes"] = Answer(200, "application/json", Wrong($"\"{Echo}\"")),
        ["names of members"] = Answer(200, "application/json", Wrong($"{{\"{Echo}\":[\"{Echo}\"]}}")),
        ["broken JSON"] = Answer(200, "application/json", $"{{\"{Echo}\":\"{Echo}\", {Echo}"),
        ["cut off JSON"] = Answer(200, "application/json", $"{{\"id\":\"{Echo}"),
        ["a status line that is none"] = WireScript.Request.Write($"{Echo}\r\n\r\n").Fin(),
        ["a header that is none"] = WireScript.Request.Write($"HTTP/1.1 200 OK\r\n{Echo}\r\n\r\n").Fin(),
        ["a chunk that is none"] = WireScript.Request.Head(200, "Content-Type: application/json", "Transfer-Encoding: chunked").Write($"{Echo}\r\n").Fin(),
        ["a reason"] = WireScript.Request.Write($"HTTP/1.1 500 {Echo}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").Fin(),
        ["a redirect"] = WireScript.Request.Head(302, $"Location: https://{Told.ToLowerInvariant()}.example.com/{Key}/{Sent}", "Content-Length: 0", "Connection: close").Fin(),
        ["headers without end"] = WireScript.Request.Write("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat($"X-{Told}: {Echo}\r\n", 2000))).Fin(),
        ["no answer"] = WireScript.Request.Fin(),
        ["a reset"] = WireScript.Request.Reset(),
        ["a body that breaks off"] = WireScript.Request.Head(500, "Content-Type: application/json", "Content-Length: 9999").Write($"{{\"message\":\"{Echo}\"").Fin(),
        ["a stream with a broken event"] = Answer(200, "text/event-stream", $"data: {{\"{Echo}\n\n"),
        ["a stream with an event of another shape"] = Answer(200, "text/event-stream", $"data: [\"{Echo}\"]\n\n"),
        ["a stream with wrong members"] = Answer(200, "text/event-stream", $"data: {{\"event\":\"workflow_finished\",\"data\":{Wrong($"\"{Echo}\"")}}}\n\n"),
        ["a stream that ends early"] = Answer(200, "text/event-stream", $"data: {{\"event\":\"{Told}\",\"{Echo}\":1}}\n\ndata: {Echo}"),
    };

    public static TheoryData<string> Descriptions() => [.. Faults.Keys];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Descriptions))]
    public async Task Nothing_secret_is_told(string fault)
    {
        var logs = new LogCollector();
        var traces = new ConcurrentQueue<string>();
        using ActivityListener listener = Listen(traces);
        await using var server = WireServer.Start(Faults[fault]);
        var options = new DifyClientOptions
        {
            ApiKey = Key,
            BaseAddress = server.BaseAddress,
            LoggerFactory = logs,
            Retry = { MaxRetries = 1, BaseDelay = TimeSpan.FromTicks(1), Budget = 1000 },
        };
        using var client = new DifyWorkflowClient(options);

        foreach (ClientOperation operation in ClientOperation.All)
        {
            Exception? failure = await Record.ExceptionAsync(() => operation.CallAsync(client, Sent, CancellationToken.None));

            // The bytes of a file are a stream, and fail as streams do.
            Assert.True(failure is null or DifyApiException or IOException, $"{operation.Name}: {failure}");
            if (failure is not null)
            {
                AssertClean(operation.Name, Texts(failure));
            }
        }

        AssertClean("logs", logs.Entries);
        AssertClean("traces", traces);
        Assert.NotEmpty(traces);
        Assert.NotEmpty(logs.Entries);
        Assert.Contains(server.Requests, request => request.HeadText.Contains(Key, StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_is_not_there_is_told_without_secrets()
    {
        var options = new DifyClientOptions { ApiKey = Key, BaseAddress = new Uri($"http://127.0.0.1:{WireServer.ClosedPort()}/v1") };
        new ScriptedClock().Use(options);
        using var client = new DifyWorkflowClient(options);

        foreach (ClientOperation operation in ClientOperation.All)
        {
            DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(() => operation.CallAsync(client, Sent, CancellationToken.None));
            AssertClean(operation.Name, Texts(failure));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task What_is_refused_before_it_is_sent_is_not_repeated()
    {
        using DifyWorkflowClient client = StubHandler.Json("{}").CreateClient(options => options.ApiKey = Key);

        foreach (ClientOperation operation in ClientOperation.All)
        {
            Exception? failure = await Record.ExceptionAsync(() => operation.CallAsync(client, Sent + "\r\n\0", CancellationToken.None));
            Assert.True(failure is null or ArgumentException or DifyApiException, $"{operation.Name}: {failure}");
            AssertClean(operation.Name, failure is null ? [] : Texts(failure));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task The_members_made_for_it_have_the_servers_text()
    {
        await using var server = WireServer.Start(Faults["invalid parameter"]);
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = Key, BaseAddress = server.BaseAddress });

        DifyInvalidRequestException failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(Echo, failure.ServerMessage);
        Assert.Contains(Echo, failure.ResponseBody, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", failure.Problem!.ToString(), StringComparison.Ordinal);
    }

    private static ActivityListener Listen(ConcurrentQueue<string> traces)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DifyDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(each => each.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static IEnumerable<string> Texts(Exception failure)
    {
        yield return failure.ToString();
        for (Exception? each = failure; each is not null; each = each.InnerException)
        {
            yield return each.Message;
            yield return each.Source ?? string.Empty;
            foreach (DictionaryEntry entry in each.Data)
            {
                yield return $"{entry.Key} {entry.Value}";
            }
        }
    }

    private static void AssertClean(string place, IEnumerable<string> texts) =>
        Assert.All(texts, text => Assert.False(text.Contains("CANARY", StringComparison.OrdinalIgnoreCase), $"{place}: {text}"));

    private static WireScript Problem(int status, string code, params string[] headers) =>
        Answer(status, "application/json", $$"""{"code":"{{code}}","message":"{{Echo}}","status":{{(status == 200 ? 401 : status)}},"params":"{{Echo}}"}""", headers);

    private static WireScript Answer(int status, string contentType, string body, params string[] headers) =>
        WireScript.Request.Answer(status, contentType, body, [.. headers, "Connection: close"]).Fin();

    // Every member that some answer has, with a value that none of them has there.
    private static string Wrong(string value) =>
        "{" + string.Join(",", new[] { "id", "data", "created_at", "total_tokens", "has_more", "result", "text", "size", "is_anonymous", "user_input_form", "tags", "inputs", "expiration_time", "show_workflow_steps", "tool_icons" }
            .Select(name => $"\"{name}\":{value}")) + "}";
}
