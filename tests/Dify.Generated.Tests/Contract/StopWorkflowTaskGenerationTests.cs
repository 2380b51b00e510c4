using System;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class StopWorkflowTaskGenerationTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "POST";
    private const string Path = "/workflows/tasks/{task_id}/stop";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "not_workflow_app", typeof(DifyInvalidRequestException) },
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task The_user_is_sent_and_the_result_is_read()
    {
        contract.AnswersInFull(200, """{"result": "success"}""");
        SuccessResult result = await contract.Client.StopWorkflowTaskGenerationAsync(
            "0c2/f7 é", new StopWorkflowTaskGenerationRequest { User = "anna" });

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/workflows/tasks/0c2%2Ff7%20%C3%A9/stop", request.Path);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal("""{"user":"anna"}""", request.Text);
        Assert.Equal("success", result.Result);
        Assert.Null(result.AdditionalProperties);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.StopWorkflowTaskGenerationAsync("t", "anna"));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
