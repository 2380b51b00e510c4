using System;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class GetWorkflowAppParametersTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/parameters";
    private const string Field =
        """
        {"label": "Topic", "variable": "topic", "required": true, "hide": false, "default": {"a": 1.10}, "type": "text-input", "max_length": 48, "options": ["x", "y"],
         "allowed_file_types": ["image", "custom"], "allowed_file_extensions": [".png"], "allowed_file_upload_methods": ["local_file", "remote_url"], "json_schema": {"type": "object"}}
        """;

    private static readonly string[] Kinds =
    [
        "text-input", "paragraph", "select", "number", "external_data_tool", "file", "file-list", "checkbox", "json_object"
    ];

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "app_unavailable", typeof(DifyInvalidRequestException) },
        { 400, "agent_not_published", typeof(DifyInvalidRequestException) },
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
        string form = string.Join(", ", Kinds.Select(kind => $$"""{"{{kind}}": {{Field}}}"""));
        contract.AnswersInFull(
            200,
            $$"""
            {"opening_statement": "Welcome.", "suggested_questions": ["Why?"], "suggested_questions_after_answer": {"enabled": true}, "speech_to_text": {"enabled": false},
             "text_to_speech": {"enabled": true, "voice": "alloy", "language": "ja-JP", "autoPlay": "disabled"}, "retriever_resource": {"enabled": true},
             "annotation_reply": {"enabled": false}, "more_like_this": {"enabled": true}, "sensitive_word_avoidance": {"enabled": false}, "user_input_form": [{{form}}],
             "file_upload": {"enabled": true, "number_limits": 3, "allowed_file_types": ["image"], "allowed_file_extensions": [".jpg"], "allowed_file_upload_methods": ["remote_url"],
              "image": {"enabled": true, "number_limits": 2, "detail": "high", "transfer_methods": ["local_file"]} },
             "system_parameters": {"file_size_limit": 15, "image_file_size_limit": 10, "audio_file_size_limit": 50, "video_file_size_limit": 100, "workflow_file_upload_limit": 10}
            }
            """);
        WorkflowAppParametersResponse parameters = await contract.Client.GetWorkflowAppParametersAsync();

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/parameters", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Empty(UnnamedMembers.Of(parameters));
        Assert.Equal("Welcome.", parameters.OpeningStatement);
        Assert.Equal(["Why?"], parameters.SuggestedQuestions);
        Assert.Equal(
            [true, false, true, false, true, false],
            new[]
            {
                parameters.SuggestedQuestionsAfterAnswer,
                parameters.SpeechToText,
                parameters.RetrieverResource,
                parameters.AnnotationReply,
                parameters.MoreLikeThis,
                parameters.SensitiveWordAvoidance,
            }.Select(feature => feature!.Enabled!.Value));
        TextToSpeechSettings speech = parameters.TextToSpeech!;
        Assert.Equal(
            (true, "alloy", "ja-JP", TextToSpeechAutoPlay.Disabled), (speech.Enabled, speech.Voice, speech.Language, speech.AutoPlay));
        FileUploadSettings upload = parameters.FileUpload!;
        Assert.Equal((true, 3), (upload.Enabled, upload.NumberLimits));
        Assert.Equal([InputFileType.Image], upload.AllowedFileTypes);
        Assert.Equal([".jpg"], upload.AllowedFileExtensions);
        Assert.Equal([FileTransferMethod.RemoteUrl], upload.AllowedFileUploadMethods);
        Assert.Equal((true, 2, "high"), (upload.Image!.Enabled, upload.Image.NumberLimits, upload.Image.Detail));
        Assert.Equal([FileTransferMethod.LocalFile], upload.Image.TransferMethods);
        SystemParameters limits = parameters.SystemParameters!;
        Assert.Equal(
            (15, 10, 50, 100, 10),
            (limits.FileSizeLimit, limits.ImageFileSizeLimit, limits.AudioFileSizeLimit, limits.VideoFileSizeLimit, limits.WorkflowFileUploadLimit));
        Assert.Equal(9, parameters.UserInputForm.Count);
        AssertIsTheField(parameters.UserInputForm[0].TextInput);
        AssertIsTheField(parameters.UserInputForm[1].Paragraph);
        AssertIsTheField(parameters.UserInputForm[2].Select);
        AssertIsTheField(parameters.UserInputForm[3].Number);
        AssertIsTheField(parameters.UserInputForm[4].ExternalDataTool);
        AssertIsTheField(parameters.UserInputForm[5].File);
        AssertIsTheField(parameters.UserInputForm[6].FileList);
        AssertIsTheField(parameters.UserInputForm[7].Checkbox);
        AssertIsTheField(parameters.UserInputForm[8].JsonObject);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_is_missing_or_null_is_read_as_nothing()
    {
        contract.Answers(
            200,
            """
            {"opening_statement": null, "more_like_this": {}, "user_input_form": [{"file": {"variable": "report", "max_length": null, "allowed_file_types": null,
             "allowed_file_extensions": null, "allowed_file_upload_methods": null, "json_schema": null}}]}
            """);
        WorkflowAppParametersResponse parameters = await contract.Client.GetWorkflowAppParametersAsync();

        Assert.Null(parameters.MoreLikeThis!.Enabled);
        Assert.Null(parameters.SpeechToText);
        Assert.Empty(parameters.SuggestedQuestions);
        UserInputFormField field = Assert.Single(parameters.UserInputForm).File!;
        Assert.Equal((null, null, null), (field.Required, field.MaxLength, field.AllowedFileTypes));
        Assert.Empty(field.Options);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.GetWorkflowAppParametersAsync());

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);

    private static void AssertIsTheField(UserInputFormField? field)
    {
        Assert.NotNull(field);
        Assert.Equal(
            ("Topic", "topic", true, false, "text-input", 48),
            (field.Label, field.Variable, field.Required, field.Hide, field.Type, field.MaxLength));
        Assert.Equal("""{"a":1.10}""", field.Default!.ToString(Formatting.None));
        Assert.Equal("""{"type":"object"}""", field.JsonSchema!.ToString(Formatting.None));
        Assert.Equal(["x", "y"], field.Options);
        Assert.Equal([InputFileType.Image, InputFileType.Custom], field.AllowedFileTypes!);
        Assert.Equal([".png"], field.AllowedFileExtensions!);
        Assert.Equal([FileTransferMethod.LocalFile, FileTransferMethod.RemoteUrl], field.AllowedFileUploadMethods!);
    }
}
