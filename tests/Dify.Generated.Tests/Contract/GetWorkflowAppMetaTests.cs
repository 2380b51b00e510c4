using System;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class GetWorkflowAppMetaTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/meta";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "app_unavailable", typeof(DifyInvalidRequestException) },
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task An_icon_is_an_address_or_a_picture_made_of_a_character()
    {
        contract.AnswersInFull(200, """{"tool_icons": {"search": "https://a/i.png", "Search": {"background": "#fff", "content": "🔍"}}}""");
        AppMetaResponse meta = await contract.Client.GetWorkflowAppMetaAsync();

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/meta", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Empty(UnnamedMembers.Of(meta));
        Assert.Equal(2, meta.ToolIcons!.Count);
        Assert.Equal("https://a/i.png", (string?)meta.ToolIcons["search"]);
        Assert.Equal("""{"background":"#fff","content":"🔍"}""", meta.ToolIcons["Search"].ToString(Formatting.None));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_app_without_tools_has_no_icons()
    {
        contract.Answers(200, """{"tool_icons": {}}""");

        Assert.Empty((await contract.Client.GetWorkflowAppMetaAsync()).ToolIcons!);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.GetWorkflowAppMetaAsync());

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
