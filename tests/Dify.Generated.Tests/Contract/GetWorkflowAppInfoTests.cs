using System;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class GetWorkflowAppInfoTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/info";

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
    public async Task Every_member_is_read()
    {
        contract.AnswersInFull(
            200,
            """{"name": "翻訳", "description": "Translates.", "tags": ["language", "text"], "mode": "workflow", "author_name": "Anna"}""");
        AppInfoResponse info = await contract.Client.GetWorkflowAppInfoAsync();

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/info", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Empty(UnnamedMembers.Of(info));
        Assert.Equal(("翻訳", "Translates.", "workflow", "Anna"), (info.Name, info.Description, info.Mode, info.AuthorName));
        Assert.Equal(["language", "text"], info.Tags);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_old_server_says_less()
    {
        contract.Answers(200, """{"name": "x", "description": null}""");
        AppInfoResponse info = await contract.Client.GetWorkflowAppInfoAsync();

        Assert.Equal((null, null, null), (info.Description, info.Mode, info.AuthorName));
        Assert.Empty(info.Tags);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.GetWorkflowAppInfoAsync());

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
