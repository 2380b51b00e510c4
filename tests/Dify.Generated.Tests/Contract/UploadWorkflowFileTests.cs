using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class UploadWorkflowFileTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "POST";
    private const string Path = "/files/upload";
    private const string Old =
        """{"id": "f-1", "name": "a.pdf", "size": 3, "extension": "pdf", "mime_type": "application/pdf", "created_by": "e-1", "created_at": 1782896400}""";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "no_file_uploaded", typeof(DifyInvalidRequestException) },
        { 400, "too_many_files", typeof(DifyInvalidRequestException) },
        { 400, "filename_not_exists_error", typeof(DifyInvalidRequestException) },
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 400, "file_extension_blocked", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 413, "file_too_large", typeof(DifyInvalidRequestException) },
        { 415, "unsupported_file_type", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task The_file_goes_with_name_and_media_type_and_the_user_beside_it()
    {
        contract.Answers(201, Old);
        await contract.Client.UploadWorkflowFileAsync(FileUpload.FromBytes([1, 2, 3], "報告 2026.pdf"), "anna");

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/files/upload", request.Path);
        Assert.StartsWith("multipart/form-data; boundary=", request.Header("Content-Type"));
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal(["user", "file"], request.Parts.Select(part => part.Name));
        Assert.Equal("anna", request.Parts[0].Text);
        Assert.Equal(("報告 2026.pdf", "application/pdf"), (request.Parts[1].FileName, request.Parts[1].ContentType));
        Assert.Equal([1, 2, 3], request.Parts[1].Content);
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_a_user_the_file_is_the_only_part()
    {
        contract.Answers(201, Old);
        await contract.Client.UploadWorkflowFileAsync(FileUpload.FromBytes([1], "a.mp3"));

        ContractFormPart part = Assert.Single(contract.Sent().Parts);
        Assert.Equal(("file", "a.mp3", "audio/mp3"), (part.Name, part.FileName, part.ContentType));
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_member_is_read()
    {
        contract.AnswersInFull(
            201,
            """
            {"id": "f-1", "name": "a.pdf", "size": 5000000000, "extension": "pdf", "mime_type": "application/pdf", "created_by": "e-1", "created_at": 1782896400,
             "preview_url": "https://a/p", "source_url": "https://a/s", "original_url": "https://a/o", "user_id": "u-1", "tenant_id": "t-1", "conversation_id": "c-1",
             "file_key": "k-1", "reference": "r-1"}
            """);
        FileUploadResponse file = await contract.Client.UploadWorkflowFileAsync(FileUpload.FromBytes([1], "a.pdf"), "anna");

        Assert.Empty(UnnamedMembers.Of(file));
        Assert.Equal(
            ("f-1", "a.pdf", 5_000_000_000, "pdf", "application/pdf", "e-1"),
            (file.Id, file.Name, file.Size, file.Extension, file.MimeType, file.CreatedBy));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1782896400), file.CreatedAt);
        Assert.Equal(("https://a/p", "https://a/s", "https://a/o"), (file.PreviewUrl, file.SourceUrl, file.OriginalUrl));
        Assert.Equal(("u-1", "t-1", "c-1", "k-1", "r-1"), (file.UserId, file.TenantId, file.ConversationId, file.FileKey, file.Reference));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_old_servers_leave_out_and_new_ones_leave_empty_is_null()
    {
        contract.Answers(
            201, """{"id": "f-1", "name": "a", "size": 0, "extension": null, "mime_type": null, "created_by": null, "created_at": null}""");
        FileUploadResponse file = await contract.Client.UploadWorkflowFileAsync(FileUpload.FromBytes([], "a"));

        Assert.Equal((null, null, null, null), (file.Extension, file.MimeType, file.CreatedAt, file.SourceUrl));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(
            status, code, exception, client => client.UploadWorkflowFileAsync(FileUpload.FromBytes([1], "a.pdf"), "anna"));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
