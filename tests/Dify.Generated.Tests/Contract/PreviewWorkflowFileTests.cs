using System;
using System.IO;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class PreviewWorkflowFileTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/files/{file_id}/preview";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "file_access_denied", typeof(DifyPermissionException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 404, "file_not_found", typeof(DifyNotFoundException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task The_bytes_come_with_media_type_and_name()
    {
        contract.AnswersWithFile("image/png", [137, 80, 78, 71], "attachment; filename*=UTF-8''%E5%A0%B1%E5%91%8A.png");
        await using FileDownload file = await contract.Client.PreviewWorkflowFileAsync(SampleId.File);
        using var content = new MemoryStream();
        await file.Content.CopyToAsync(content);

        ContractRequest request = contract.Sent();
        Assert.Equal($"/v1/files/{SampleId.File}/preview", request.Path);
        Assert.Empty(request.Query);
        Assert.StartsWith("application/octet-stream, */*", request.Header("Accept"));
        Assert.Equal(("image/png", "報告.png"), (file.MediaType, file.FileName));
        Assert.Equal([137, 80, 78, 71], content.ToArray());
    }

    [Fact(Timeout = 30_000)]
    public async Task An_attachment_is_asked_for_by_the_query()
    {
        contract.AnswersWithFile("application/octet-stream", [1]);
        await using FileDownload file = await contract.Client.PreviewWorkflowFileAsync(SampleId.File, asAttachment: true, user: "anna");

        Assert.Equal("as_attachment=true&user=anna", contract.Sent().Query);
        Assert.Null(file.FileName);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.PreviewWorkflowFileAsync(SampleId.File));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
