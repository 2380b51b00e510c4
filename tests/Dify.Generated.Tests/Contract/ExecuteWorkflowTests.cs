using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class ExecuteWorkflowTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "POST";
    private const string Path = "/workflows/run";

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
        { 403, "trigger_workflow_service_mode_unavailable", typeof(DifyPermissionException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 415, "unsupported_media_type", typeof(DifyInvalidRequestException) },
        { 429, "too_many_requests", typeof(DifyRateLimitException) },
        { 429, "rate_limit_error", typeof(DifyRateLimitException) },
        { 500, "internal_server_error", typeof(DifyServerException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task Only_what_the_caller_set_is_sent()
    {
        contract.Answers(200, RunAnswers.Succeeded);
        await contract.Client.ExecuteWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "太陽 \"光\"" }, User = "anna" });

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/workflows/run", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal("""{"inputs":{"topic":"太陽 \"光\""},"user":"anna"}""", request.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task Everything_that_can_be_set_is_sent_as_it_is()
    {
        contract.Answers(200, RunAnswers.Succeeded);
        await contract.Client.ExecuteWorkflowAsync(new WorkflowExecutionRequest
        {
            Inputs = new WorkflowInputs { ["count"] = 3, ["none"] = null }
                .SetFile("report", InputFileObject.FromUpload("f-1", InputFileType.Document))
                .SetFiles("photos", InputFileObject.FromUrl(new Uri("https://files.example.com/a%20b.png?x=1&y=2"), InputFileType.Image)),
            ResponseMode = WorkflowResponseMode.Blocking,
            User = "anna",
            Files = [InputFileObject.FromUpload("f-2", InputFileType.Audio)],
            TraceId = "order-1",
            TraceSessionId = "session 1",
            AdditionalProperties = new Dictionary<string, JToken> { ["newer_member"] = new JArray(1, 2) },
        });

        Assert.Equal(
            """
            {"inputs":{"count":3,"none":null,"report":{"type":"document","transfer_method":"local_file","upload_file_id":"f-1"},"photos":[{"type":"image","transfer_method":"remote_url","url":"https://files.example.com/a%20b.png?x=1&y=2"}]},"response_mode":"blocking","user":"anna","files":[{"type":"audio","transfer_method":"local_file","upload_file_id":"f-2"}],"trace_id":"order-1","trace_session_id":"session 1","newer_member":[1,2]}
            """,
            new ContractRequest(server.SingleRequest()).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_member_of_a_blocking_answer_is_read()
    {
        contract.AnswersInFull(200, RunAnswers.Full);
        WorkflowBlockingResponse answer = await contract.Client.ExecuteWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = [], User = "anna" });

        Assert.Empty(UnnamedMembers.Of(answer));
        Assert.Equal("task-1", answer.TaskId);
        Assert.Equal("run-1", answer.WorkflowRunId);
        WorkflowFinishedData data = answer.Data;
        Assert.Equal("run-1", data.Id);
        Assert.Equal("workflow-1", data.WorkflowId);
        Assert.Equal(WorkflowRunStatus.Paused, data.Status);
        Assert.Equal("""{"n":12345678901234567890,"at":"2026-07-01T00:00:00Z"}""", data.Outputs!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("It broke.", data.Error);
        Assert.Equal(2.5, data.ElapsedTime);
        Assert.Equal(5_000_000_000, data.TotalTokens);
        Assert.Equal(7, data.TotalSteps);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782896400), data.CreatedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782896402), data.FinishedAt);
        Assert.Equal(["n1"], data.PausedNodes);
        Assert.Equal(1, data.ExceptionsCount);
        Assert.Equal(12, data.SequenceNumber);
        Assert.Equal(
            ("u-1", "anna", "Anna", "anna@example.com"),
            (data.CreatedBy!.Id, data.CreatedBy.User, data.CreatedBy.Name, data.CreatedBy.Email));
        PauseReason reason = Assert.Single(data.Reasons);
        Assert.Equal(PauseReasonType.HumanInputRequired, reason.Type);
        Assert.Equal(("form-1", "n1", "Approval", "Please check."), (reason.FormId, reason.NodeId, reason.NodeTitle, reason.FormContent));
        Assert.Equal((true, "token-1", "Waiting."), (reason.DisplayInUi, reason.FormToken, reason.Message));
        Assert.Equal("Fine.", (string?)reason.ResolvedDefaultValues!["comment"]);
        Assert.Equal(["email"], reason.ApprovalChannels);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782982800), reason.ExpirationTime);
        FormAssert.IsTheFullInput(Assert.Single(reason.Inputs));
        FormAssert.IsTheFullAction(Assert.Single(reason.Actions));
        WorkflowFile file = Assert.Single(data.Files!);
        Assert.Equal(
            ("__dify__file__", "file-1", InputFileType.Image, WorkflowFileTransferMethod.ToolFile),
            (file.DifyModelIdentity, file.Id, file.Type, file.TransferMethod));
        Assert.Equal(("https://a/u", "https://a/r", "rel-1", "ref-1"), (file.Url, file.RemoteUrl, file.RelatedId, file.Reference));
        Assert.Equal(("a.png", ".png", "image/png", 6_000_000_000), (file.Filename, file.Extension, file.MimeType, file.Size));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_streaming_half_asks_for_events_and_reads_them()
    {
        contract.AnswersWithEvents(RunAnswers.Events);
        var events = new List<WorkflowStreamEvent>();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (WorkflowStreamEvent item in contract.Client.ExecuteWorkflowStreamingAsync(
            new WorkflowExecutionRequest { Inputs = [], User = "anna" }, bound.Token))
        {
            events.Add(item);
        }

        ContractRequest request = contract.Sent();
        Assert.Equal("text/event-stream", request.Header("Accept"));
        Assert.Equal("""{"inputs":{},"user":"anna","response_mode":"streaming"}""", request.Text);
        Assert.Equal(
            [typeof(WorkflowStartedEvent), typeof(TextChunkEvent), typeof(WorkflowFinishedEvent)], events.Select(item => item.GetType()));
        Assert.All(events, item => Assert.Equal(("task-1", "run-1"), (item.TaskId, item.WorkflowRunId)));
        Assert.Equal("Hello", ((TextChunkEvent)events[1]).Data.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nothing_is_sent_without_inputs_or_a_user()
    {
        contract.Answers(200, RunAnswers.Succeeded);
        var noUser = await Assert.ThrowsAsync<ArgumentException>(
            () => contract.Client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = [] }));
        var noInputs = await Assert.ThrowsAsync<ArgumentException>(
            () => contract.Client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { User = "anna" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => contract.Client.ExecuteWorkflowAsync(null!));

        Assert.Contains("User", noUser.Message);
        Assert.Contains("Inputs", noInputs.Message);
        Assert.ThrowsAny<InvalidOperationException>(server.SingleRequest);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(
            status, code, exception, client => client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "anna" }));

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task The_streaming_half_has_the_same_problems(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, async client =>
        {
            await foreach (WorkflowStreamEvent item in client.ExecuteWorkflowStreamingAsync(
                new WorkflowExecutionRequest { Inputs = [], User = "anna" }))
            {
                Assert.Fail($"There is an event: {item.Event}.");
            }
        });

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
