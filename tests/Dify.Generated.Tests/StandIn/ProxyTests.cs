using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>
/// What stands between a client and Dify, played by the stand-in: set in code, and as a script that is sent over HTTP; the client goes
/// through it over the network.
/// </summary>
public sealed class ProxyTests
{
    private const string Preview = "GET /files/{file_id}/preview";

    private static readonly string Content = string.Concat(Enumerable.Range(0, 2000));

    private static readonly WorkflowExecutionRequest Start = new() { Inputs = [], User = "u" };

    public static TheoryData<string, bool> Encodings()
    {
        var encodings = new TheoryData<string, bool>();
        foreach (string name in (string[])["gzip", "deflate", "raw-deflate", "deflate, gzip", "br", "gzip, br"])
        {
            encodings.Add(name, false);
            encodings.Add(name, true);
        }

        return encodings;
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Encodings))]
    public async Task Compressed_answers_are_read_and_cut_ones_are_told(string encoding, bool isCut)
    {
        await using Session session = await Session.WithScriptAsync(new JObject
        {
            ["responses"] = new JArray(
                new JObject { ["request"] = "GET /info", ["encoding"] = encoding, ["encoding_cut"] = isCut },
                new JObject { ["request"] = "POST /workflows/run", ["encoding"] = encoding, ["encoding_cut"] = isCut },
                new JObject { ["request"] = Preview, ["encoding"] = encoding, ["encoding_cut"] = isCut, ["text"] = Content }),
        });
#if NETSTANDARD_BUILD
        if (encoding.Contains("br", StringComparison.Ordinal))
        {
            DifyProtocolException unknown = await Assert.ThrowsAsync<DifyProtocolException>(() => session.Client.GetWorkflowAppInfoAsync());
            Assert.Contains("br", unknown.Message, StringComparison.Ordinal);
            return;
        }
#endif
        if (isCut)
        {
            await Assert.ThrowsAsync<DifyConnectionException>(() => session.Client.GetWorkflowAppInfoAsync());
            await using FileDownload cut = await session.Client.PreviewWorkflowFileAsync(SampleId.File, null, "u");
            await Assert.ThrowsAnyAsync<System.IO.IOException>(() => cut.Content.CopyToAsync(System.IO.Stream.Null));
            return;
        }

        Assert.Equal("Stand-in workflow", (await session.Client.GetWorkflowAppInfoAsync()).Name);
        await using FileDownload file = await session.Client.PreviewWorkflowFileAsync(SampleId.File, null, "u");
        using var reader = new System.IO.StreamReader(file.Content);
        Assert.Equal(Content, await reader.ReadToEndAsync());
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(Start);
        Assert.Equal(WorkflowRunStatus.Succeeded, (await run.WaitAsync()).Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task Compressed_events_come_one_by_one()
    {
        var signal = new RunSignal();
        await using var session = new Session();
        session.Server.OnRun(run => run.Started().Text("a").Hold(signal).Text("b").Finish());
        session.Server.Respond("POST", "/workflows/run", TestReply.AsUsual().WithEncoding(ReplyEncoding.Gzip));

        await using WorkflowRun run = await session.Client.StartWorkflowAsync(Start);
        var texts = new List<string>();
        await foreach (WorkflowStreamEvent next in run.Events)
        {
            if (next is TextChunkEvent chunk)
            {
                texts.Add(chunk.Data.Text);
                signal.Set();
            }
        }

        Assert.Equal(["a", "b"], texts);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_gateway_cuts_by_the_clock_and_the_run_is_taken_up_again()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var signal = new RunSignal();
        await using var session = new Session(new DifyTestServerOptions { TimeProvider = clock, StreamCloseDelay = TimeSpan.Zero });
        session.Server.OnRun(run => run.Started().Text("a").Hold(signal).Text("b").Finish());
        session.Server.RespondOnce("POST", "/workflows/run", TestReply.AsUsual().WithCutAfter(TimeSpan.FromSeconds(30)));

        await using WorkflowRun run = await session.Client.StartWorkflowAsync(Start);
        Task<WorkflowOutcome> told = run.WaitAsync();
        Task resumed = session.Server.WaitForRequestAsync(static request => request.Path.EndsWith("/events", StringComparison.Ordinal));
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(resumed.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await resumed;
        signal.Set();

        Assert.Equal(WorkflowRunStatus.Succeeded, (await told).Status);
        Assert.Single(session.Server.Runs);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_proxy_holds_the_headers_until_the_first_event()
    {
        var signal = new RunSignal();
        await using var session = new Session();
        session.Server.OnRun(run => run.Hold(signal).Started().Finish());
        session.Server.Respond("POST", "/workflows/run", TestReply.AsUsual().WithHeadersHeldUntilEvent());
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", session.Server.ApiKey) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, session.Server.BaseAddress + "/workflows/run")
        {
            Content = new StringContent("""{"inputs":{},"user":"u","response_mode":"streaming"}""", Encoding.UTF8, "application/json"),
        };

        Task<HttpResponseMessage> headers = http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        TestRun begun = await session.Server.WaitForRunAsync();
        await begun.WaitForOpenStreamsAsync(1);
        Assert.False(headers.IsCompleted);
        signal.Set();
        using HttpResponseMessage answer = await headers;

        string body = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("event: ping\n\ndata: {\"event\":\"workflow_started\"", body, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_proxy_holds_the_headers_for_a_time_while_the_run_goes_on()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var session = new Session(new DifyTestServerOptions { TimeProvider = clock, StreamCloseDelay = TimeSpan.Zero });
        session.Server.Respond("POST", "/workflows/run", TestReply.AsUsual().WithHeadersHeldFor(TimeSpan.FromSeconds(20)));

        Task<WorkflowRun> starting = session.Client.StartWorkflowAsync(Start);
        TestRun begun = await session.Server.WaitForRunAsync();
        await begun.WaitForStatusAsync("succeeded");
        Assert.False(starting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(20));
        await using WorkflowRun run = await starting;

        Assert.Equal(WorkflowRunStatus.Succeeded, (await run.WaitAsync()).Status);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_seen_a_request_may_set_the_clock_forward(bool isLatency)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        TimeSpan wait = TimeSpan.FromSeconds(7);
        await using var session = new Session(new DifyTestServerOptions
        {
            TimeProvider = clock,
            StreamCloseDelay = TimeSpan.Zero,
            Latency = isLatency ? wait : TimeSpan.Zero,
        });
        if (!isLatency)
        {
            session.Server.Respond("GET", "/info", TestReply.AsUsual().WithDelay(wait));
        }

        Task<AppInfoResponse> asked = session.Client.GetWorkflowAppInfoAsync();
        await session.Server.WaitForRequestAsync(static request => request.Path == "/info");
        Assert.False(asked.IsCompleted);
        clock.Advance(wait);

        Assert.Equal("Stand-in workflow", (await asked).Name);
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_has_read_an_event_may_set_the_clock_forward_over_the_wait_behind_it()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        TimeSpan wait = TimeSpan.FromSeconds(7);
        await using var session = new Session(new DifyTestServerOptions { TimeProvider = clock, StreamCloseDelay = wait });
        session.Server.OnRun(run => run.Started().Text("a").Wait(wait).Text("b").Wait(wait).Finish());

        await using WorkflowRun run = await session.Client.StartWorkflowAsync(Start);
        await foreach (WorkflowStreamEvent next in run.Events)
        {
            clock.Advance(next is TextChunkEvent or WorkflowFinishedEvent ? wait : TimeSpan.Zero);
        }

        Assert.Equal("ab", run.Outcome!.Text);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_buffering_proxy_passes_a_stream_on_as_a_whole()
    {
        var signal = new RunSignal();
        await using Session session = await Session.WithScriptAsync(JObject.Parse(
            """{"responses":[{"request":"POST /workflows/run","hold":"end"}]}"""));
        session.Server.OnRun(run => run.Started().Text("a").Hold(signal).Finish());

        Task<WorkflowRun> starting = session.Client.StartWorkflowAsync(Start);
        TestRun begun = await session.Server.WaitForRunAsync();
        await begun.WaitForOpenStreamsAsync(1);
        Assert.False(starting.IsCompleted);
        signal.Set();
        await using WorkflowRun run = await starting;

        Assert.Equal(WorkflowRunStatus.Succeeded, (await run.WaitAsync()).Status);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("refuse")]
    [InlineData("close")]
    public async Task A_proxy_that_does_not_know_Expect_gets_the_upload_without_it(string handling)
    {
        await using Session session = await Session.WithScriptAsync(new JObject { ["expect"] = handling });

        FileUploadResponse uploaded = await session.Client.UploadWorkflowFileAsync(FileUpload.FromBytes(new byte[1 << 20], "a.bin"), "u");

        Assert.Equal(uploaded.Id, Assert.Single(session.Server.Uploads).Id);
        Assert.NotNull(session.Server.Requests[0].Header("Expect"));
        Assert.Empty(session.Server.Requests[0].Body);
        Assert.Equal(handling == "refuse" ? 417 : null, session.Server.Requests[0].Status);
        Assert.Null(session.Server.Requests[^1].Header("Expect"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(200, typeof(DifyProtocolException))]
    [InlineData(403, typeof(DifyPermissionException))]
    [InlineData(429, typeof(DifyRateLimitException))]
    [InlineData(503, typeof(DifyServerException))]
    public async Task A_page_can_have_any_status(int status, Type expected)
    {
        await using Session session = await Session.WithScriptAsync(new JObject
        {
            ["responses"] = new JArray(new JObject { ["request"] = "GET /info", ["html"] = "Sign in", ["status"] = status }),
        });

        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(() => session.Client.GetWorkflowAppInfoAsync());

        Assert.IsType(expected, failure);
        Assert.Equal(status, failure.StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_foreign_success_is_not_taken_for_an_answer()
    {
        await using Session session = await Session.WithScriptAsync(JObject.Parse(
            """{"responses":[{"request":"POST /workflows/tasks/{task_id}/stop","json":{"detail":"Not authenticated"}}]}"""));

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(
            () => session.Client.StopWorkflowTaskGenerationAsync("t", new StopWorkflowTaskGenerationRequest { User = "u" }));

        Assert.Equal("Not authenticated", failure.ServerMessage);
    }

    [Theory]
    [InlineData("""{ "request": "GET /info", "encoding": "zstd" }""", "gzip, br, deflate")]
    [InlineData("""{ "request": "GET /info", "encoding_cut": true, "delay": 1 }""", "'encoding'")]
    [InlineData("""{ "request": "GET /info", "hold": "headers" }""", "'event' or 'end'")]
    [InlineData("""{ "request": "GET /info", "hold": -1 }""", "between 0")]
    [InlineData("""{ "request": "GET /info", "cut_after": "soon" }""", "seconds")]
    [InlineData("""{ "request": "GET /info" }""", "cut_after")]
    public void A_mistake_in_a_script_is_named(string response, string expected)
    {
        string script = $$"""{ "responses": [ {{response}} ] }""";

        Assert.Contains(expected, Assert.Throws<RunScriptException>(() => RunScript.Parse(script)).Message, StringComparison.Ordinal);
        Assert.False(new JsonSchemaEvaluation(JObject.Parse(RunScript.Schema)).IsValid(JObject.Parse(script)));
    }

    private sealed class Session : IAsyncDisposable
    {
        public Session(DifyTestServerOptions? options = null)
        {
            Server = DifyTestServer.Start(options ?? new DifyTestServerOptions { StreamCloseDelay = TimeSpan.Zero });
            Client = new DifyWorkflowClient(new DifyClientOptions
            {
                ApiKey = Server.ApiKey,
                BaseAddress = Server.BaseAddress,
                Retry = { MaxRetries = 0, BaseDelay = TimeSpan.FromMilliseconds(1) },
            });
        }

        public DifyTestServer Server { get; }

        public DifyWorkflowClient Client { get; }

        /// <summary>A server whose script came over HTTP, as for tests in other languages.</summary>
        public static async Task<Session> WithScriptAsync(JObject script)
        {
            Assert.True(new JsonSchemaEvaluation(JObject.Parse(RunScript.Schema)).IsValid(script));
            var session = new Session();
            using var http = new HttpClient();
            using var content = new StringContent(script.ToString(), Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await http.PutAsync(new Uri(session.Server.BaseAddress, "/__dify/script"), content);
            answer.EnsureSuccessStatusCode();
            return session;
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Server.DisposeAsync();
        }
    }
}
