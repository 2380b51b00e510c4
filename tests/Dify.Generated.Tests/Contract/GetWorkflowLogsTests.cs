using System;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class GetWorkflowLogsTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/workflows/logs";
    private const string Empty = """{"page": 1, "limit": 20, "total": 0, "has_more": false, "data": []}""";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task Nothing_is_sent_that_was_not_asked_for()
    {
        contract.Answers(200, Empty);
        WorkflowLogsResponse logs = await contract.Client.GetWorkflowLogsAsync();

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/workflows/logs", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Empty(logs.Data);
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_filter_is_sent_under_its_wire_name_and_escaped()
    {
        contract.Answers(200, Empty);
        await contract.Client.GetWorkflowLogsAsync(new WorkflowLogQuery
        {
            Keyword = "a&b=c d+é",
            Status = WorkflowLogStatusFilter.Failed,
            Page = 2,
            PageSize = 100,
            CreatedAtBefore = new DateTimeOffset(2026, 7, 2, 0, 0, 0, TimeSpan.Zero),
            CreatedAtAfter = new DateTimeOffset(2026, 7, 1, 9, 30, 0, TimeSpan.FromHours(9)),
            CreatedByEndUserSessionId = "anna/1",
            CreatedByAccount = "anna+work@example.com",
        });

        ContractRequest request = contract.Sent();
        Assert.Contains("created_at__after=2026-07-01T09%3A30%3A00.0000000%2B09%3A00", request.Query);
        Assert.Contains("created_by_account=anna%2Bwork%40example.com", request.Query);
        Assert.Equal(
            [
                ("created_at__after", "2026-07-01T09:30:00.0000000+09:00"),
                ("created_at__before", "2026-07-02T00:00:00.0000000+00:00"),
                ("created_by_account", "anna+work@example.com"),
                ("created_by_end_user_session_id", "anna/1"),
                ("keyword", "a&b=c d+é"),
                ("limit", "100"),
                ("page", "2"),
                ("status", "failed"),
            ],
            request.QueryParameters());
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_member_is_read()
    {
        contract.AnswersInFull(
            200,
            """
            {"page": 2, "limit": 1, "total": 6000000000, "has_more": true, "data": [{"id": "log-1",
             "workflow_run": {"id": "run-1", "version": "2026-06-30 08:00:00.123456", "status": "succeeded", "triggered_from": "app-run", "error": "", "elapsed_time": 0,
              "total_tokens": 5000000000, "total_steps": 4, "created_at": 1782896400, "finished_at": 1782896402, "exceptions_count": 2},
             "details": {"trigger": [1.10]}, "created_from": "service-api", "created_by_role": "end_user",
             "created_by_account": {"id": "a-1", "name": "Anna", "email": "anna@example.com"},
             "created_by_end_user": {"id": "e-1", "type": "service_api", "is_anonymous": true, "session_id": "anna"}, "created_at": 1782896403}]}
            """);
        WorkflowLogsResponse logs = await contract.Client.GetWorkflowLogsAsync();

        Assert.Empty(UnnamedMembers.Of(logs));
        Assert.Equal((2, 1, 6_000_000_000, true), (logs.Page, logs.Limit, logs.Total, logs.HasMore));
        WorkflowLogItem item = Assert.Single(logs.Data);
        Assert.Equal(
            ("log-1", WorkflowLogSource.ServiceApi, WorkflowLogCreatorRole.EndUser), (item.Id, item.CreatedFrom, item.CreatedByRole));
        Assert.Equal("""{"trigger":[1.10]}""", item.Details!.ToString(Formatting.None));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782896403), item.CreatedAt);
        Assert.Equal(
            ("a-1", "Anna", "anna@example.com"), (item.CreatedByAccount!.Id, item.CreatedByAccount.Name, item.CreatedByAccount.Email));
        EndUserSummary user = item.CreatedByEndUser!;
        Assert.Equal(("e-1", "service_api", true, "anna"), (user.Id, user.Type, user.IsAnonymous, user.SessionId));
        WorkflowRunSummary run = item.WorkflowRun!;
        Assert.Equal(
            ("run-1", "2026-06-30 08:00:00.123456", WorkflowRunStatus.Succeeded, "app-run", ""),
            (run.Id, run.Version, run.Status, run.TriggeredFrom, run.Error));
        Assert.Equal((0d, 5_000_000_000, 4, 2), (run.ElapsedTime, run.TotalTokens, run.TotalSteps, run.ExceptionsCount));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782896400), run.CreatedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782896402), run.FinishedAt);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_log_may_hold_little_more_than_its_id()
    {
        contract.Answers(
            200,
            """
            {"page": 1, "limit": 20, "total": 1, "has_more": false, "data": [{"id": "", "workflow_run": {"id": "run-1", "version": null, "status": null}, "details": null,
             "created_from": null, "created_by_role": null, "created_by_account": null, "created_by_end_user": null, "created_at": null}]}
            """);
        WorkflowLogItem item = Assert.Single((await contract.Client.GetWorkflowLogsAsync()).Data);

        Assert.Empty(item.Id);
        Assert.Null(item.WorkflowRun!.Status);
        Assert.Null(item.CreatedFrom);
        Assert.Null(item.CreatedByEndUser);
        Assert.Null(item.CreatedAt);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.GetWorkflowLogsAsync());

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
