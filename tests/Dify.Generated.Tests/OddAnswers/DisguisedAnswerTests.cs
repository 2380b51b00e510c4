using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.OddAnswers;

/// <summary>Answers whose headers say something else than their bodies.</summary>
public sealed class DisguisedAnswerTests
{
    private const string Problem = """{"code":"invalid_param","message":"wörds","status":400}""";
    private const string Info = """{"name":"naïve","description":"d","tags":[],"mode":"workflow","author_name":"a"}""";

    public static TheoryData<string, bool> Encodings() => new()
    {
        { "utf-16", false }, { "utf-16LE", false }, { "utf-16BE", false }, { "iso-8859-1", false }, { "utf-32", false },
            { "\"UTF-8\"", false },
        { "utf-16", true }, { "utf-16BE", true }, { "utf-8", true }, { "no-such-charset", false },
    };

    [Theory(Timeout = 30_000)]
    [InlineData("text/plain", true)]
    [InlineData("text/html; charset=utf-8", true)]
    [InlineData("application/octet-stream", true)]
    [InlineData("text/plain", false)]
    [InlineData("text/html", false)]
    public async Task A_problem_is_one_whatever_it_is_called_and_whatever_its_status(string contentType, bool isStream)
    {
        using DifyWorkflowClient client = StubHandler.Always(200, contentType, Encoding.UTF8.GetBytes(Problem)).CreateClient();

        DifyInvalidRequestException failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => isStream
            ? client.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "u" })
            : client.GetWorkflowAppInfoAsync());

        Assert.Equal(DifyErrorCode.InvalidParam, failure.Code);
        Assert.Equal("wörds", failure.ServerMessage);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Encodings))]
    public async Task Text_is_read_in_the_encoding_that_it_names_or_begins_with(string charset, bool isMarkedOnly)
    {
        string name = charset.Trim('"');
        Encoding encoding = name == "no-such-charset" ? Encoding.UTF8 : Encoding.GetEncoding(name);
        string contentType = isMarkedOnly ? "application/json" : $"application/json; charset={charset}";
        byte[] Encode(string text) => [.. isMarkedOnly ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        using DifyWorkflowClient failing = StubHandler.Always(400, contentType, Encode(Problem)).CreateClient();
        using DifyWorkflowClient answering = StubHandler.Always(200, contentType, Encode(Info)).CreateClient();

        Assert.Equal(
            "wörds", (await Assert.ThrowsAsync<DifyInvalidRequestException>(() => failing.GetWorkflowAppInfoAsync())).ServerMessage);
        Assert.Equal("naïve", (await answering.GetWorkflowAppInfoAsync()).Name);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("""{"result":"failed"}""")]
    [InlineData("""{"result":false}""")]
    [InlineData("""{"result":"Success "}""")]
    public async Task A_refused_stop_is_no_success(string body)
    {
        using DifyWorkflowClient client = StubHandler.Json(body).CreateClient();

        DifyProtocolException failure =
            await Assert.ThrowsAsync<DifyProtocolException>(() => client.StopWorkflowTaskGenerationAsync("t", Samples.Stop));

        Assert.Contains("result", failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(206)]
    public async Task A_part_of_a_file_that_nobody_asked_for_is_not_the_file(int status)
    {
        using DifyWorkflowClient client = StubHandler.Always(status, "application/pdf", [1, 2, 3]).CreateClient();

        await Assert.ThrowsAsync<DifyProtocolException>(() => client.PreviewWorkflowFileAsync(SampleId.File, null, "u"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(101, "", typeof(DifyProtocolException), "not Dify's API")]
    [InlineData(304, "", typeof(DifyProtocolException), "not Dify's API")]
    [InlineData(413, "<html></html>", typeof(DifyInvalidRequestException), "larger than it accepts")]
    [InlineData(413, "", typeof(DifyInvalidRequestException), "larger than it accepts")]
    [InlineData(425, "<html></html>", typeof(DifyInvalidRequestException), "later try may succeed")]
    [InlineData(417, "<html></html>", typeof(DifyProtocolException), "not Dify's API")]
    public async Task What_stands_before_Dify_is_told_with_its_remedy(int status, string body, Type expected, string advice)
    {
        using DifyWorkflowClient client =
            StubHandler.Always(status, "text/html", Encoding.UTF8.GetBytes(body)).CreateClient(options => options.Retry.MaxRetries = 0);

        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(() => client.GetWorkflowAppInfoAsync());

        Assert.IsType(expected, failure);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Dify answered", failure.Message, StringComparison.Ordinal);
    }
}
