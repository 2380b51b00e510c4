using System.IO;
using System.IO.Pipelines;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Files;

/// <summary>Large uploads ask before they send their bodies; what on the way refuses the question is not asked again.</summary>
public sealed class ExpectContinueTests
{
    private const string Uploaded = """{"id":"f","name":"a","size":1}""";

    private static readonly WireScript Refusal = WireScript.Nothing.ReadHead()
        .Answer(417, "text/html", "<html></html>", "Connection: close")
        .Fin();
    private static readonly WireScript Close = WireScript.Nothing.ReadHead().Fin();
    private static readonly WireScript TwoUploads = WireScript.Request.Json(201, Uploaded).ThenRequest().Json(201, Uploaded);

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_question_is_left_out_once_and_for_all(bool isAnswered)
    {
        // The platform itself connects anew a few times when nothing was answered, before it says so.
        await using var server = WireServer.Start(isAnswered ? [Refusal, TwoUploads] : [Close, Close, Close, Close, TwoUploads]);
        using DifyWorkflowClient client = Client(server, maxRetries: 0);

        await client.UploadWorkflowFileAsync(Large(), "u");
        await client.UploadWorkflowFileAsync(Large(), "u");

        WireRequest[] asking = [.. server.Requests.TakeWhile(Asks)];
        WireRequest[] sent = [.. server.Requests.Skip(asking.Length)];
        Assert.All(asking, static request => Assert.Empty(request.Body));
        Assert.NotEmpty(asking);
        Assert.Equal([false, false], sent.Select(Asks));
        Assert.All(sent, static request => Assert.True(request.Body.Length > 1 << 20));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_refusal_without_a_question_is_told_after_one_try()
    {
        await using var server = WireServer.Start(
            Refusal, WireScript.Request.Answer(417, "text/html", "<html></html>", "Connection: close").Fin());
        using DifyWorkflowClient client = Client(server, maxRetries: 3);

        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(() => client.UploadWorkflowFileAsync(Large(), "u"));

        Assert.IsType<DifyProtocolException>(failure);
        Assert.DoesNotContain(nameof(DifyClientOptions.ExpectContinue), failure.Message);
        Assert.Equal([true, false], server.Requests.Select(Asks));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stream_that_cannot_be_read_again_is_told_the_option_and_the_next_upload_does_not_ask()
    {
        await using var server = WireServer.Start(Refusal, TwoUploads);
        using DifyWorkflowClient client = Client(server, maxRetries: 3);
        using Stream source = PipeReader.Create(new MemoryStream(new byte[1 << 20])).AsStream();

        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(
            () => client.UploadWorkflowFileAsync(FileUpload.FromStream(source, "a.txt"), "u"));

        Assert.IsType<DifyProtocolException>(failure);
        Assert.Contains(nameof(DifyClientOptions.ExpectContinue), failure.Message);
        Assert.Single(server.Requests);

        // Known of the address, whatever the options of the client.
        await client.UploadWorkflowFileAsync(Large(), "u");
        IDifyWorkflowClient other = client.WithOptions(static options => options.Retry.MaxRetries = 0);
        await other.UploadWorkflowFileAsync(Large(), "u");
        Assert.Equal([true, false, false], server.Requests.Select(Asks));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_option_turns_the_question_off()
    {
        await using var server = WireServer.Start(TwoUploads);
        using DifyWorkflowClient client = Client(server, maxRetries: 0, expectContinue: false);

        await client.UploadWorkflowFileAsync(Large(), "u");

        Assert.False(Asks(Assert.Single(server.Requests)));
    }

    private static FileUpload Large() => FileUpload.FromBytes(new byte[1 << 20], "a.txt");

    private static bool Asks(WireRequest request) => request.Header("Expect") is not null;

    private static DifyWorkflowClient Client(WireServer server, int maxRetries, bool expectContinue = true) => new(new DifyClientOptions
    {
        ApiKey = ClientSession.Key,
        BaseAddress = server.BaseAddress,
        ExpectContinue = expectContinue,
        Retry = { MaxRetries = maxRetries },
    });
}
