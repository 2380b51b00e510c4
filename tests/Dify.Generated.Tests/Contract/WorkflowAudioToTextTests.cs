using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class WorkflowAudioToTextTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "POST";
    private const string Path = "/audio-to-text";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "app_unavailable", typeof(DifyInvalidRequestException) },
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 400, "no_audio_uploaded", typeof(DifyInvalidRequestException) },
        { 400, "bad_request_key_error", typeof(DifyInvalidRequestException) },
        { 400, "speech_to_text_disabled", typeof(DifyInvalidRequestException) },
        { 400, "provider_not_support_speech_to_text", typeof(DifyInvalidRequestException) },
        { 400, "provider_not_initialize", typeof(DifyInvalidRequestException) },
        { 400, "provider_quota_exceeded", typeof(DifyInvalidRequestException) },
        { 400, "model_currently_not_support", typeof(DifyInvalidRequestException) },
        { 400, "completion_request_error", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 413, "audio_too_large", typeof(DifyInvalidRequestException) },
        { 415, "unsupported_audio_type", typeof(DifyInvalidRequestException) },
        { 500, "internal_server_error", typeof(DifyServerException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Theory(Timeout = 30_000)]
    [InlineData("speech.mp3", "audio/mp3")]
    [InlineData("speech.M4A", "audio/m4a")]
    [InlineData("speech.wav", "audio/wav")]
    [InlineData("speech.amr", "audio/amr")]
    [InlineData("speech.mpga", "audio/mpga")]
    public async Task The_recording_goes_with_the_media_type_that_the_server_takes(string fileName, string mediaType)
    {
        contract.AnswersInFull(200, """{"text": "こんにちは"}""");
        using var recording = new MemoryStream([4, 5, 6]);
        AudioToTextResponse answer = await contract.Client.WorkflowAudioToTextAsync(FileUpload.FromStream(recording, fileName), "anna");

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/audio-to-text", request.Path);
        Assert.Equal("application/json", request.Header("Accept"));
        ContractFormPart file = Assert.Single(request.Parts, part => part.Name == "file");
        Assert.Equal((fileName, mediaType), (file.FileName, file.ContentType));
        Assert.Equal([4, 5, 6], file.Content);
        Assert.Equal("anna", Assert.Single(request.Parts, part => part.Name == "user").Text);
        Assert.Equal("こんにちは", answer.Text);
        Assert.Empty(UnnamedMembers.Of(answer));
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_a_user_the_recording_is_the_only_part()
    {
        contract.Answers(200, """{"text": ""}""");
        AudioToTextResponse answer = await contract.Client.WorkflowAudioToTextAsync(FileUpload.FromBytes([1], "a.wav"));

        Assert.Equal(["file"], contract.Sent().Parts.Select(part => part.Name));
        Assert.Empty(answer.Text);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.WorkflowAudioToTextAsync(FileUpload.FromBytes([1], "a.wav")));

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
