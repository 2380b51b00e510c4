using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class AppAndLogTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_app_describes_itself()
    {
        await using var session = new StandInSession(new DifyTestServerOptions { RequiredInputs = ["topic"] });

        Assert.Equal("workflow", (string?)(await session.GetJsonAsync("info"))["mode"]);
        Assert.Equal("topic", (string?)(await session.GetJsonAsync("parameters"))["user_input_form"]![0]!["text-input"]!["variable"]);
        Assert.NotNull((await session.GetJsonAsync("meta"))["tool_icons"]);
        Assert.Equal("en-US", (string?)(await session.GetJsonAsync("site"))["default_language"]);
        Assert.Equal("v1", (string?)(await session.GetJsonAsync(""))["api_version"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Run_detail_tells_what_became_of_a_run()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        await using var session = new StandInSession(new DifyTestServerOptions { TimeProvider = time });
        var hold = new RunSignal();
        session.Server.OnRun(
            run => run.Started().NodeStarted("n").NodeFinished("n").Hold(hold).PartialSuccess(new { a = 1 }, exceptionsCount: 2));
        using EventReader events = await session.StreamAsync(new { query = "é" });
        await hold.WaitUntilReachedAsync(session.Bound);
        TestRun run = session.Server.Runs[0];
        JObject running = await session.GetJsonAsync($"workflows/run/{run.RunId}");
        time.Advance(TimeSpan.FromSeconds(2));
        hold.Set();
        await run.WaitForStatusAsync("partial-succeeded", session.Bound);
        JObject ended = await session.GetJsonAsync($"workflows/run/{run.RunId}");
        using HttpResponseMessage unknown = await session.GetAsync($"workflows/run/{Guid.NewGuid()}");
        using HttpResponseMessage noId = await session.GetAsync("workflows/run/unknown");

        Assert.Equal("running", (string?)running["status"]);
        Assert.Equal(JTokenType.Null, running["finished_at"]!.Type);
        Assert.Empty(running["outputs"]!);
        Assert.Equal(JTokenType.String, ended["inputs"]!.Type);
        Assert.Equal("é", (string?)JObject.Parse((string)ended["inputs"]!)["query"]);
        Assert.Equal(2.0, (double)ended["elapsed_time"]!);
        Assert.Equal(1, (int)ended["total_steps"]!);
        Assert.Equal(1782907200, (long)ended["created_at"]!);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("not_found", (string?)(await StandInSession.ReadJsonAsync(unknown))["code"]);
        Assert.Equal(HttpStatusCode.InternalServerError, noId.StatusCode);
        Assert.Equal("unknown", (string?)(await StandInSession.ReadJsonAsync(noId))["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Logs_are_filtered_and_paged_newest_first()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));

        // Without an eye on the documents: empty filters are nothing that they allow.
        await using var session = new StandInSession(new DifyTestServerOptions { TimeProvider = time, Strict = false });
        session.Server.OnRun(run => run.Started().Finish(new { colour = "red", name = "赤" }));
        session.Server.OnRun(run => run.Started().Fail("no"));
        session.Server.OnRun(run => run.Started().Finish(new { colour = "blue" }));
        foreach (string user in new[] { "ann", "bob", "ann" })
        {
            using EventReader events = await session.StreamAsync(user: user);
            await events.NamesToEndAsync();
            time.Advance(TimeSpan.FromHours(1));
        }

        JObject page = await session.GetJsonAsync("workflows/logs?limit=2");
        Assert.Equal(3, (int)page["total"]!);
        Assert.True((bool)page["has_more"]!);
        Assert.Equal(session.Server.Runs[2].RunId, (string?)page["data"]![0]!["workflow_run"]!["id"]);
        Assert.Equal("bob", (string?)page["data"]![1]!["created_by_end_user"]!["session_id"]);
        JObject second = await session.GetJsonAsync("workflows/logs?limit=2&page=2");
        Assert.Single(second["data"]!);
        Assert.False((bool)second["has_more"]!);

        Assert.Equal(1, await CountAsync("status=failed"));
        Assert.Equal(1, await CountAsync("keyword=RED"));
        Assert.Equal(0, await CountAsync("keyword=%E8%B5%A4"));
        Assert.Equal(3, await CountAsync("keyword=&status=&created_at__after="));
        Assert.Equal(2, await CountAsync("created_by_end_user_session_id=ann"));
        Assert.Equal(1, await CountAsync("created_at__before=2026-07-01T12:30:00Z"));
        Assert.Equal(1, await CountAsync("created_at__after=2026-07-01T15:30:00%2B02:00"));

        async Task<int> CountAsync(string filter) => (int)(await session.GetJsonAsync("workflows/logs?" + filter))["total"]!;
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_of_the_logs_may_repeat_and_lose_runs_of_one_second(bool overlap)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        await using var session = new StandInSession(new DifyTestServerOptions { TimeProvider = time, LogPagesOverlap = overlap });
        for (int run = 0; run < 4; run++)
        {
            using EventReader events = await session.StreamAsync();
            await events.NamesToEndAsync();
        }

        string[] found =
        [
            .. (await session.GetJsonAsync("workflows/logs?limit=2"))["data"]!.Select(row => (string)row["id"]!),
            .. (await session.GetJsonAsync("workflows/logs?limit=2&page=2"))["data"]!.Select(row => (string)row["id"]!),
        ];
        Assert.Equal((4, overlap ? 2 : 4), (found.Length, found.Distinct().Count()));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_end_user_is_known_after_the_first_call()
    {
        await using var session = new StandInSession();
        using EventReader events = await session.StreamAsync(user: "ann");
        string id = (string)(await events.UntilAsync("workflow_finished"))["data"]!["created_by"]!["id"]!;
        using HttpResponseMessage found = await session.GetAsync($"end-users/{id}");
        string text = await found.Content.ReadAsStringAsync();
        using HttpResponseMessage unknown = await session.GetAsync($"end-users/{Guid.NewGuid()}");

        Assert.Contains("\"session_id\": \"ann\"", text);
        Assert.Matches("\"created_at\": \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\"", text);
        Assert.Equal("end_user_not_found", (string?)(await StandInSession.ReadJsonAsync(unknown))["code"]);
    }
}
