using System;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class GetEndUserWorkflowTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/end-users/{end_user_id}";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 404, "end_user_not_found", typeof(DifyNotFoundException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task Every_member_is_read_and_a_date_without_offset_is_UTC()
    {
        contract.AnswersInFull(
            200,
            """
            {"id": "e-1", "tenant_id": "t-1", "app_id": "a-1", "type": "service-api", "external_user_id": "x-1", "name": "Anna", "is_anonymous": true, "session_id": "anna",
             "created_at": "2026-07-01T09:00:00.123456", "updated_at": "2026-07-02T09:00:00+09:00"}
            """);
        EndUserDetail user = await contract.Client.GetEndUserWorkflowAsync(SampleId.EndUser);

        ContractRequest request = contract.Sent();
        Assert.Equal($"/v1/end-users/{SampleId.EndUser}", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Empty(UnnamedMembers.Of(user));
        Assert.Equal(("e-1", "t-1", "a-1", "service-api", "x-1"), (user.Id, user.TenantId, user.AppId, user.Type, user.ExternalUserId));
        Assert.Equal(("Anna", true, "anna"), (user.Name, user.IsAnonymous, user.SessionId));
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero).AddTicks(1_234_560), user.CreatedAt);
        Assert.Equal(new DateTimeOffset(2026, 7, 2, 0, 0, 0, TimeSpan.Zero), user.UpdatedAt);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_the_server_does_not_know_is_null()
    {
        contract.Answers(200, """{"id": "e-1", "app_id": null, "external_user_id": null, "name": null}""");
        EndUserDetail user = await contract.Client.GetEndUserWorkflowAsync(SampleId.EndUser);

        Assert.Equal((null, null, null, null), (user.AppId, user.ExternalUserId, user.Name, user.CreatedAt));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.GetEndUserWorkflowAsync(SampleId.EndUser));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
