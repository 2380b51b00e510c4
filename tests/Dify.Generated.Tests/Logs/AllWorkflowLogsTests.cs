using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Logs;

public sealed class AllWorkflowLogsTests
{
    [Fact(Timeout = 30_000)]
    public async Task Every_entry_of_every_page_comes_in_order()
    {
        var server = new LogPages(["a", "b"], ["c", "d"], ["e"]);

        Assert.Equal(["a", "b", "c", "d", "e"], await IdsAsync(server.Client.GetAllWorkflowLogsAsync()));
        Assert.Equal(["page=1", "page=2", "page=3"], server.Queries);
    }

    [Fact(Timeout = 30_000)]
    public async Task No_page_is_requested_before_it_is_needed()
    {
        var server = new LogPages(["a", "b"], ["c", "d"], ["e"]);
        IAsyncEnumerable<WorkflowLogItem> logs = server.Client.GetAllWorkflowLogsAsync();

        Assert.Empty(server.Queries);
        await foreach (WorkflowLogItem item in logs)
        {
            Assert.Equal(item.Id is "a" or "b" ? 1 : 2, server.Queries.Count);
            if (item.Id == "c")
            {
                break;
            }
        }

        Assert.Equal(2, server.Queries.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_entry_that_moved_to_the_next_page_comes_once()
    {
        var server = new LogPages(["b", "c"], ["c", "d"], ["", ""], ["", "e"]);

        Assert.Equal(["b", "c", "d", "", "", "", "e"], await IdsAsync(server.Client.GetAllWorkflowLogsAsync()));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_empty_page_ends_the_log_even_if_more_is_announced()
    {
        var server = new LogPages(["a"], [], ["never"]);

        Assert.Equal(["a"], await IdsAsync(server.Client.GetAllWorkflowLogsAsync()));
        Assert.Equal(2, server.Queries.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_query_narrows_each_page_and_later_changes_to_it_do_nothing()
    {
        var server = new LogPages(["a"], ["b"]);
        var query = new WorkflowLogQuery
        {
            Keyword = "a&b",
            Status = WorkflowLogStatusFilter.Succeeded,
            CreatedAtAfter = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(9)),
            CreatedAtBefore = new DateTimeOffset(2026, 7, 2, 0, 0, 0, TimeSpan.Zero),
            CreatedByEndUserSessionId = "anna",
            CreatedByAccount = "anna@example.com",
            PageSize = 100,
        };
        IAsyncEnumerable<WorkflowLogItem> logs = server.Client.GetAllWorkflowLogsAsync(query);
        query.Keyword = "changed";
        await IdsAsync(logs);

        Assert.Equal(
            [1, 2],
            server.Queries.Select((sent, index) =>
            {
                Assert.Equal(
                    "created_at__after=2026-07-01T00%3A00%3A00.0000000%2B09%3A00&created_at__before=2026-07-02T00%3A00%3A00.0000000%2B00%3A00"
                    + $"&created_by_account=anna%40example.com&created_by_end_user_session_id=anna&keyword=a%26b&limit=100&page={index + 1}&status=succeeded",
                    sent);
                return index + 1;
            }));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_cancelled_token_ends_it_within_a_page()
    {
        var server = new LogPages(["a", "b"], ["c"]);
        using var source = new CancellationTokenSource();
        var seen = new List<string>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (WorkflowLogItem item in server.Client.GetAllWorkflowLogsAsync().WithCancellation(source.Token))
            {
                seen.Add(item.Id);
                await source.CancelAsync();
            }
        });

        Assert.Equal(["a"], seen);
        Assert.Single(server.Queries);
    }

    [Fact(Timeout = 30_000)]
    public async Task Entries_before_a_failure_are_not_lost()
    {
        int calls = 0;
        using DifyWorkflowClient client = new StubHandler((_, _) => Task.FromResult(++calls == 1
            ? StubHandler.Answer(
                200, "application/json", """{"page":1,"limit":1,"total":2,"has_more":true,"data":[{"id":"a"}]}"""u8.ToArray())
            : StubHandler.Problem(400, "invalid_param"))).CreateClient();
        var seen = new List<string>();
        await Assert.ThrowsAsync<DifyInvalidRequestException>(async () =>
        {
            await foreach (WorkflowLogItem item in client.GetAllWorkflowLogsAsync())
            {
                seen.Add(item.Id);
            }
        });

        Assert.Equal(["a"], seen);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(10)]
    [InlineData(7)]
    [InlineData(31)]
    public async Task Runs_that_overlapping_pages_lose_are_found(int pageSize)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
        await using DifyTestServer server = DifyTestServer.Start(
            new DifyTestServerOptions { TimeProvider = clock, LogPagesOverlap = true });
        server.OnRun(run => run.Started().Finish());
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });
        var runs = new HashSet<string>();
        for (int run = 0; run < 32; run++)
        {
            WorkflowBlockingResponse answer = await client.ExecuteWorkflowAsync(
                request: new WorkflowExecutionRequest { Inputs = [], User = "user-1" });
            runs.Add(answer.WorkflowRunId!);
            if (run % 8 == 7)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        var found = new List<string>();
        await foreach (WorkflowLogItem item in client.GetAllWorkflowLogsAsync(new WorkflowLogQuery { PageSize = pageSize }))
        {
            found.Add(item.WorkflowRun!.Id!);
        }

        Assert.Equal(32, found.Count);
        Assert.Equal(runs, found.ToHashSet());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_log_that_stays_incomplete_says_so_when_all_else_has_been_given()
    {
        var server = new LogPages(["a", "b"], ["b", "c"]) { Total = _ => 4 };
        var seen = new List<string>();
        DifyProtocolException incomplete = await Assert.ThrowsAsync<DifyProtocolException>(async () =>
        {
            await foreach (WorkflowLogItem item in server.Client.GetAllWorkflowLogsAsync())
            {
                seen.Add(item.Id);
            }
        });

        Assert.Equal(["a", "b", "c"], seen);
        Assert.True(incomplete.IsTransient);
        Assert.All(
            (string[])["4", "3", nameof(WorkflowLogQuery.CreatedAtAfter)],
            part => Assert.Contains(part, incomplete.Message, StringComparison.Ordinal));
        Assert.InRange(server.Queries.Count, 3, 22);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_entry_that_the_largest_pages_lose_as_well_is_found_on_pages_of_another_size()
    {
        var server = new LogPages(["a", "b"], ["b", "c"]) { Total = _ => 4, PagesOfOtherSize = [["a", "c", "d"], ["b"]] };

        Assert.Equal(["a", "b", "c", "d"], await IdsAsync(server.Client.GetAllWorkflowLogsAsync()));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_entry_that_is_added_while_the_pages_are_read_is_not_missed()
    {
        var server = new LogPages(["a", "b"], ["b", "c"]) { Total = page => page == 1 ? 3 : 4 };

        Assert.Equal(["a", "b", "c"], await IdsAsync(server.Client.GetAllWorkflowLogsAsync()));
        Assert.Equal(["page=1", "page=2"], server.Queries);
    }

    [Fact(Timeout = 30_000)]
    public async Task Pages_from_a_later_one_on_are_not_counted()
    {
        var server = new LogPages(["a", "b"], ["c", "d"], ["e"]);

        Assert.Equal(["c", "d", "e"], await IdsAsync(server.Client.GetAllWorkflowLogsAsync(new WorkflowLogQuery { Page = 2 })));
    }

    [Fact]
    public void A_query_that_the_server_would_refuse_is_refused_at_once()
    {
        var server = new LogPages(["a"]);

        Assert.Contains(
            "PageSize",
            Assert.Throws<ArgumentException>(() => server.Client.GetAllWorkflowLogsAsync(new WorkflowLogQuery { PageSize = 0 })).Message);
        Assert.Contains(
            "100",
            Assert.Throws<ArgumentException>(() => server.Client.GetAllWorkflowLogsAsync(new WorkflowLogQuery { PageSize = 101 })).Message);
        Assert.Contains("CreatedAtAfter", Assert.Throws<ArgumentException>(() => server.Client.GetAllWorkflowLogsAsync(
            new WorkflowLogQuery
            {
                CreatedAtAfter = DateTimeOffset.UnixEpoch.AddDays(1),
                CreatedAtBefore = DateTimeOffset.UnixEpoch,
            })).Message);
        Assert.Throws<ArgumentNullException>(() => WorkflowLogExtensions.GetAllWorkflowLogsAsync(null!));
        Assert.Empty(server.Queries);
    }

    private static async Task<List<string>> IdsAsync(IAsyncEnumerable<WorkflowLogItem> logs)
    {
        var ids = new List<string>();
        await foreach (WorkflowLogItem item in logs)
        {
            ids.Add(item.Id);
        }

        return ids;
    }
}
