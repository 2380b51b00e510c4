using System;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Security;

/// <summary>Line breaks, NUL and other control characters in what callers give: refused, or encoded, and never a line of their own on the
/// wire.</summary>
[Trait(Goal.Trait, "C4")]
public sealed class InjectionTests
{
    private static readonly string[] Hostile = ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\0b", "a\u0085b", "\tb", "a\u007F"];

    public static TheoryData<string> Operations() => [.. ClientOperation.All.Select(operation => operation.Name)];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Operations))]
    public async Task Nothing_is_injected(string operationName)
    {
        ClientOperation operation = ClientOperation.Named(operationName);
        foreach (string hostile in Hostile)
        {
            await using var server = WireServer.Start(WireScript.Request.Json(404, """{"code":"not_found"}""", "Connection: close").Fin());
            using var client = new DifyWorkflowClient(
                new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

            Exception? failure = await Record.ExceptionAsync(() => operation.CallAsync(client, hostile, default));

            Assert.True(failure is ArgumentException or DifyNotFoundException, $"{operationName}: {failure}");
            Assert.DoesNotContain(hostile, failure.ToString(), StringComparison.Ordinal);
            Assert.Equal(failure is ArgumentException ? 0 : 1, server.Requests.Count);
            Assert.All(server.Requests, request => Assert.DoesNotContain(
                (request.HeadText + request.BodyText).Split('\n', '\r'), line => line.StartsWith("X-Evil", StringComparison.Ordinal)));
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("a\r\nb")]
    [InlineData("a\0b")]
    [InlineData("")]
    public async Task A_user_who_is_none_is_named_before_anything_is_sent(string user)
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        using DifyWorkflowClient client = handler.CreateClient();

        ArgumentException stop = await Assert.ThrowsAsync<ArgumentException>(
            () => client.StopWorkflowTaskGenerationAsync("t", new StopWorkflowTaskGenerationRequest { User = user }));
        ArgumentException run = await Assert.ThrowsAsync<ArgumentException>(
            () => client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = user }));
        ArgumentException upload = await Assert.ThrowsAsync<ArgumentException>(
            () => client.UploadWorkflowFileAsync(FileUpload.FromBytes([1], "a.txt"), user));

        Assert.Contains("User", stop.Message, StringComparison.Ordinal);
        Assert.Contains("User", run.Message, StringComparison.Ordinal);
        Assert.Contains("user", upload.Message, StringComparison.Ordinal);
        Assert.Equal(0, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task Texts_that_may_have_lines_keep_them()
    {
        await using var server = WireServer.Start(WireScript.Request.Json(404, """{"code":"not_found"}""", "Connection: close").Fin());
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        await Assert.ThrowsAsync<DifyNotFoundException>(
            () => client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "one\r\ntwo\tü" }));

        Assert.Equal("""{"text":"one\r\ntwo\tü"}""", server.Requests[0].BodyText);
    }
}
