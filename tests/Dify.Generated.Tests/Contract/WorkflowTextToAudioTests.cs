using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class WorkflowTextToAudioTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "POST";
    private const string Path = "/text-to-audio";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "app_unavailable", typeof(DifyInvalidRequestException) },
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 400, "bad_request", typeof(DifyInvalidRequestException) },
        { 400, "provider_not_support_text_to_speech", typeof(DifyInvalidRequestException) },
        { 400, "provider_not_initialize", typeof(DifyInvalidRequestException) },
        { 400, "provider_quota_exceeded", typeof(DifyInvalidRequestException) },
        { 400, "model_currently_not_support", typeof(DifyInvalidRequestException) },
        { 400, "completion_request_error", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 415, "unsupported_media_type", typeof(DifyInvalidRequestException) },
        { 500, "internal_server_error", typeof(DifyServerException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task A_text_becomes_audio_of_the_media_type_that_the_server_names()
    {
        contract.AnswersWithFile("audio/mpeg", [255, 251, 144, 0]);
        await using FileDownload audio = await contract.Client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "Hello" });
        using var content = new MemoryStream();
        await audio.Content.CopyToAsync(content);

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/text-to-audio", request.Path);
        Assert.StartsWith("application/octet-stream, */*", request.Header("Accept"));
        Assert.Equal("""{"text":"Hello"}""", request.Text);
        Assert.Equal(("audio/mpeg", null), (audio.MediaType, audio.FileName));
        Assert.Equal([255, 251, 144, 0], content.ToArray());
    }

    [Fact(Timeout = 30_000)]
    public async Task Everything_that_can_be_set_is_sent()
    {
        contract.AnswersWithFile("audio/mpeg", [1]);
        await using FileDownload audio = await contract.Client.WorkflowTextToAudioAsync(
            new TextToAudioRequest { MessageId = "m-1", Text = "Hello", User = "anna", Voice = "alloy", Streaming = false });

        Assert.Equal("""{"message_id":"m-1","text":"Hello","user":"anna","voice":"alloy","streaming":false}""", contract.Sent().Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_answer_that_is_no_audio_is_no_success()
    {
        server.Answer(WireMock.ResponseBuilders.Response.Create()
            .WithStatusCode(200)
            .WithHeader("Content-Type", "application/json")
            .WithBody("null"));
        var exception = await Assert.ThrowsAsync<DifyProtocolException>(
            () => contract.Client.WorkflowTextToAudioAsync(new TextToAudioRequest { MessageId = "unknown" }));

        Assert.Equal((200, "workflowTextToAudio"), (exception.StatusCode, exception.Operation));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(
            status, code, exception, client => client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "Hello" }));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
