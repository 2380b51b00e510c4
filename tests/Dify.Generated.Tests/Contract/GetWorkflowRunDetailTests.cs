using System;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class GetWorkflowRunDetailTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/workflows/run/{workflow_run_id}";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "not_workflow_app", typeof(DifyInvalidRequestException) },
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 404, "not_found", typeof(DifyNotFoundException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task Every_member_is_read()
    {
        contract.AnswersInFull(
            200,
            """
            {"id": "run-1", "workflow_id": "workflow-1", "status": "partial-succeeded", "inputs": "{\"sys.user_id\": \"u\", \"topic\": \"sun\"}", "outputs": {"text": "x"}, "error": "No.",
             "total_steps": 3, "total_tokens": 5000000000, "created_at": 1782896400, "finished_at": 1782896402, "elapsed_time": 1.25}
            """);
        WorkflowRunDetailResponse detail = await contract.Client.GetWorkflowRunDetailAsync(SampleId.Run);

        ContractRequest request = contract.Sent();
        Assert.Equal($"/v1/workflows/run/{SampleId.Run}", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Empty(UnnamedMembers.Of(detail));
        Assert.Equal(("run-1", "workflow-1", WorkflowRunStatus.PartialSucceeded), (detail.Id, detail.WorkflowId, detail.Status));
        Assert.Equal("sun", (string?)detail.Inputs!["topic"]);
        Assert.Equal("x", (string?)detail.Outputs!["text"]);
        Assert.Equal(("No.", 3, 5_000_000_000, 1.25), (detail.Error, detail.TotalSteps, detail.TotalTokens, detail.ElapsedTime));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782896400), detail.CreatedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782896402), detail.FinishedAt);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("""{"a": 1.10, "A": 2, "d": "2026-07-01"}""", """{"a":1.10,"A":2,"d":"2026-07-01"}""")]
    [InlineData("\"{\\\"a\\\": 1.10}\"", """{"a":1.10}""")]
    [InlineData("\"no JSON\"", "\"no JSON\"")]
    [InlineData("\"\"", "\"\"")]
    public async Task Inputs_may_be_an_object_or_its_text(string sent, string read)
    {
        contract.Answers(200, $$"""{"id": "run-1", "inputs": {{sent}}, "outputs": {{sent}}}""");
        WorkflowRunDetailResponse detail = await contract.Client.GetWorkflowRunDetailAsync(SampleId.Run);

        Assert.Equal(read, detail.Inputs!.ToString(Formatting.None));
        Assert.Equal(read, detail.Outputs!.ToString(Formatting.None));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_of_which_the_server_knows_nothing_is_read_as_nothing()
    {
        contract.Answers(
            200,
            """
            {"id": null, "workflow_id": null, "status": null, "inputs": null, "outputs": null, "error": null, "total_steps": null, "total_tokens": null, "created_at": null,
             "finished_at": null, "elapsed_time": null}
            """);
        WorkflowRunDetailResponse detail = await contract.Client.GetWorkflowRunDetailAsync(SampleId.Run);

        Assert.Null(detail.Id);
        Assert.Null(detail.Status);
        Assert.True(detail.Inputs is null or { Type: JTokenType.Null });
        Assert.Null(detail.CreatedAt);
        Assert.Null(detail.ElapsedTime);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.GetWorkflowRunDetailAsync(SampleId.Run));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
