using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class StreamWorkflowEventsTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/workflow/{workflow_run_id}/events";

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
    public async Task The_run_and_its_user_are_enough()
    {
        contract.AnswersWithEvents(RunAnswers.Events);
        List<WorkflowStreamEvent> events = await ReadAsync(contract.Client.StreamWorkflowEventsAsync(SampleId.Run, "anna & co"));

        ContractRequest request = contract.Sent();
        Assert.Equal($"/v1/workflow/{SampleId.Run}/events", request.Path);
        Assert.Equal("user=anna%20%26%20co", request.Query);
        Assert.Equal("text/event-stream", request.Header("Accept"));
        Assert.Equal(3, events.Count);
        Assert.Equal(WorkflowStartReason.Initial, Assert.IsType<WorkflowStartedEvent>(events[0]).Data.Reason);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_two_switches_are_sent_as_the_server_reads_them()
    {
        contract.AnswersWithEvents(RunAnswers.Events);
        await ReadAsync(
            contract.Client.StreamWorkflowEventsAsync(SampleId.Run, "anna", includeStateSnapshot: true, continueOnPause: false));

        Assert.Equal("user=anna&include_state_snapshot=true&continue_on_pause=false", contract.Sent().Query);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_user_is_needed()
    {
        contract.AnswersWithEvents(RunAnswers.Events);
        var exception = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => ReadAsync(contract.Client.StreamWorkflowEventsAsync(SampleId.Run, "")));

        Assert.Equal("user", exception.ParamName);
        Assert.ThrowsAny<InvalidOperationException>(server.SingleRequest);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => ReadAsync(client.StreamWorkflowEventsAsync(SampleId.Run, "anna")));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);

    private static async Task<List<WorkflowStreamEvent>> ReadAsync(IAsyncEnumerable<WorkflowStreamEvent> events)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var read = new List<WorkflowStreamEvent>();
        await foreach (WorkflowStreamEvent item in events.WithCancellation(bound.Token))
        {
            read.Add(item);
        }

        return read;
    }
}
