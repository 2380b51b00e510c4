using System;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class SubmitWorkflowHumanInputFormTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "POST";
    private const string Path = "/form/human_input/{form_token}";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "invalid_form_data", typeof(DifyInvalidRequestException) },
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 400, "bad_request", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 404, "not_found", typeof(DifyNotFoundException) },
        { 404, "human_input_form_not_found", typeof(DifyNotFoundException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 412, "human_input_form_submitted", typeof(DifyInvalidRequestException) },
        { 412, "human_input_form_expired", typeof(DifyInvalidRequestException) },
        { 415, "unsupported_media_type", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task Answers_action_and_user_are_sent()
    {
        contract.AnswersInFull(200, "{}");
        SubmitWorkflowHumanInputFormResult result =
            await contract.Client.SubmitWorkflowHumanInputFormAsync("token", new SubmitWorkflowHumanInputFormRequest
            {
                Inputs = new HumanInputAnswers { ["comment"] = "Fine." }
                .SetFile("evidence", InputFileObject.FromUpload("f-1", InputFileType.Document))
                .SetFiles("photos", InputFileObject.FromUrl(new Uri("https://a/b.png"), InputFileType.Image)),
                Action = "approve",
                User = "anna",
            });

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/form/human_input/token", request.Path);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal(
            """{"inputs":{"comment":"Fine.","evidence":{"type":"document","transfer_method":"local_file","upload_file_id":"f-1"},"photos":[{"type":"image","transfer_method":"remote_url","url":"https://a/b.png"}]},"action":"approve","user":"anna"}""",
            request.Text);
        Assert.Null(result.AdditionalProperties);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_a_newer_server_adds_to_its_answer_is_kept()
    {
        contract.Answers(200, """{"resumed": true}""");
        SubmitWorkflowHumanInputFormResult result = await contract.Client.SubmitWorkflowHumanInputFormAsync(
            "token", new SubmitWorkflowHumanInputFormRequest { Inputs = [], Action = "approve", User = "anna" });

        Assert.Equal(true, (bool?)result.AdditionalProperties!["resumed"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nothing_is_sent_without_an_action()
    {
        contract.Answers(200, "{}");
        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => contract.Client.SubmitWorkflowHumanInputFormAsync(
                "token", new SubmitWorkflowHumanInputFormRequest { Inputs = [], User = "anna" }));

        Assert.Contains("Action", exception.Message);
        Assert.ThrowsAny<InvalidOperationException>(server.SingleRequest);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.SubmitWorkflowHumanInputFormAsync(
            "token", new SubmitWorkflowHumanInputFormRequest { Inputs = [], Action = "approve", User = "anna" }));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
