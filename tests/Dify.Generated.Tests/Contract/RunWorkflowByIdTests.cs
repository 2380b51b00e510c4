using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class RunWorkflowByIdTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "POST";
    private const string Path = "/workflows/{workflow_id}/run";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "not_workflow_app", typeof(DifyInvalidRequestException) },
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 400, "bad_request", typeof(DifyInvalidRequestException) },
        { 400, "provider_not_initialize", typeof(DifyInvalidRequestException) },
        { 400, "provider_quota_exceeded", typeof(DifyInvalidRequestException) },
        { 400, "model_currently_not_support", typeof(DifyInvalidRequestException) },
        { 400, "completion_request_error", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 403, "workflow_version_execution_not_allowed", typeof(DifyPermissionException) },
        { 403, "trigger_workflow_service_mode_unavailable", typeof(DifyPermissionException) },
        { 404, "not_found", typeof(DifyNotFoundException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 415, "unsupported_media_type", typeof(DifyInvalidRequestException) },
        { 429, "too_many_requests", typeof(DifyRateLimitException) },
        { 429, "rate_limit_error", typeof(DifyRateLimitException) },
        { 500, "internal_server_error", typeof(DifyServerException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task The_version_is_one_segment_of_the_path()
    {
        contract.Answers(200, RunAnswers.Succeeded);
        WorkflowBlockingResponse answer = await contract.Client.RunWorkflowByIdAsync(
            SampleId.Workflow, new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "sun" }, User = "anna" });

        ContractRequest request = contract.Sent();
        Assert.Equal($"/v1/workflows/{SampleId.Workflow}/run", request.Path);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal("""{"inputs":{"topic":"sun"},"user":"anna"}""", request.Text);
        Assert.Equal("run-1", answer.WorkflowRunId);
        Assert.Equal(WorkflowRunStatus.Succeeded, answer.Data.Status);
        Assert.Equal(0, answer.Data.ElapsedTime);
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_member_of_a_blocking_answer_has_a_property()
    {
        contract.AnswersInFull(200, RunAnswers.Full);
        WorkflowBlockingResponse answer = await contract.Client.RunWorkflowByIdAsync(
            SampleId.Workflow, new WorkflowExecutionRequest { Inputs = [], User = "anna" });

        Assert.Empty(UnnamedMembers.Of(answer));
        Assert.Equal("token-1", answer.Data.Reasons[0].FormToken);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_streaming_half_asks_for_events_and_reads_them()
    {
        contract.AnswersWithEvents(RunAnswers.Events);
        var names = new List<string>();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (WorkflowStreamEvent item in contract.Client.RunWorkflowByIdStreamingAsync(
            SampleId.Workflow, new WorkflowExecutionRequest { Inputs = [], User = "anna" }, bound.Token))
        {
            names.Add(item.Event);
        }

        ContractRequest request = contract.Sent();
        Assert.Equal($"/v1/workflows/{SampleId.Workflow}/run", request.Path);
        Assert.Equal("text/event-stream", request.Header("Accept"));
        Assert.Equal("""{"inputs":{},"user":"anna","response_mode":"streaming"}""", request.Text);
        Assert.Equal(["workflow_started", "text_chunk", "workflow_finished"], names);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(
            status,
            code,
            exception,
            client => client.RunWorkflowByIdAsync(SampleId.Workflow, new WorkflowExecutionRequest { Inputs = [], User = "anna" }));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
