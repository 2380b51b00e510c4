using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class LogTests
{
    [Fact]
    public async Task Every_filter_reaches_the_wire()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync(
            "logs", "--keyword",
            "a+b", "--status", "failed", "--created-after", "2026-07-01T09:00:00+09:00", "--created-before", "2026-07-02T00:00:00Z",
            "--user", "user-1", "--account", "a@example.com", "--page", "2", "--limit", "50");

        var request = session.Request("getWorkflowLogs");
        Assert.Equal(
            [
                "created_at__after",
                "created_at__before",
                "created_by_account",
                "created_by_end_user_session_id",
                "keyword",
                "limit",
                "page",
                "status",
            ],
            request.Query.Keys.Order(System.StringComparer.Ordinal));
        Assert.Equal("a+b", Assert.Single(request.Query["keyword"]));
        Assert.Equal(
            "2026-07-01T00:00:00Z",
            System.DateTimeOffset.Parse(
                request.Query["created_at__after"][0], System.Globalization.CultureInfo.InvariantCulture).UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(("50", "2"), (request.Query["limit"][0], request.Query["page"][0]));
    }

    [Fact]
    public async Task Runs_are_listed_with_their_status_and_the_page_is_told()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Finish());
        session.Server.OnRun(run => run.Started().Fail("broken"));
        await session.RunAsync("run", "--user", "ann");
        await session.RunAsync("run", "--user", "ben");

        var result = await session.RunAsync("logs", "--limit", "1");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("failed", result.Output);
        Assert.Contains("ben", result.Output);
        Assert.DoesNotContain("ann", result.Output);
        Assert.Contains("--all", result.Error);
    }

    [Fact]
    public async Task All_pages_are_fetched_and_printed_one_entry_per_line()
    {
        await using var session = new CliSession();
        foreach (var user in (string[])["ann", "ben", "cat"])
        {
            await session.RunAsync("run", "--user", user);
        }

        var lines = await session.RunAsync("logs", "--all", "--limit", "1", "--json");
        var table = await session.RunAsync("logs", "--all", "--limit", "2");

        Assert.Equal(
            ["cat", "ben", "ann"], lines.Lines.Select(static line => (string?)JObject.Parse(line)["created_by_end_user"]!["session_id"]));
        Assert.All((string[])["ann", "ben", "cat"], user => Assert.Contains(user, table.Output));
        Assert.Equal(5, session.Requests("getWorkflowLogs").Count());
    }

    [Fact]
    public async Task No_runs_are_said_to_be_none()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("logs");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Nothing found", result.Output);
    }
}
