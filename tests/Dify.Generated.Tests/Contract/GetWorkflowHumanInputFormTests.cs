using System;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class GetWorkflowHumanInputFormTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/form/human_input/{form_token}";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 404, "not_found", typeof(DifyNotFoundException) },
        { 404, "human_input_form_not_found", typeof(DifyNotFoundException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 412, "human_input_form_submitted", typeof(DifyInvalidRequestException) },
        { 412, "human_input_form_expired", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task Every_member_is_read()
    {
        contract.AnswersInFull(
            200,
            """
            {"form_content": "Please check.", "inputs": [{"type": "select", "output_variable_name": "comment",
              "default": {"type": "variable", "selector": ["n0", "text"], "value": "Fine."}, "option_source": {"type": "constant", "selector": ["n0", "list"], "value": ["yes", "no"]},
              "allowed_file_types": ["image"], "allowed_file_extensions": [".png"], "allowed_file_upload_methods": ["local_file"], "number_limits": 3}],
             "resolved_default_values": {"comment": "Fine.", "Comment": ""}, "user_actions": [{"id": "approve", "title": "Approve draft", "button_style": "primary"}],
             "expiration_time": 1782982800}
            """);
        HumanInputFormResponse form = await contract.Client.GetWorkflowHumanInputFormAsync("Zk3v Q/8");

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/form/human_input/Zk3v%20Q%2F8", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Empty(UnnamedMembers.Of(form));
        Assert.Equal("Please check.", form.FormContent);
        FormAssert.IsTheFullInput(Assert.Single(form.Inputs));
        FormAssert.IsTheFullAction(Assert.Single(form.UserActions));
        Assert.Equal(("Fine.", ""), (form.ResolvedDefaultValues!["comment"], form.ResolvedDefaultValues["Comment"]));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782982800), form.ExpirationTime);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_may_ask_for_a_decision_alone()
    {
        contract.Answers(
            200,
            """{"form_content": "", "inputs": [], "resolved_default_values": {}, "user_actions": [{"id": "ok", "title": "OK"}], "expiration_time": null}""");
        HumanInputFormResponse form = await contract.Client.GetWorkflowHumanInputFormAsync("token");

        Assert.Empty(form.Inputs);
        Assert.Null(Assert.Single(form.UserActions).ButtonStyle);
        Assert.Null(form.ExpirationTime);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.GetWorkflowHumanInputFormAsync("token"));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
