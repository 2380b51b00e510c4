using System;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class MockTests
{
    [Fact]
    public async Task The_stand_in_is_served_with_its_script_until_ctrl_c()
    {
        await using var session = new CliSession();
        using var interrupt = new CancellationTokenSource();
        var script = session.Write("script.json", """{"runs":[{"steps":["started",{"text":"scripted"},{"finish":{"outputs":{"x":1}}}]}]}""");
        var served = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.OnOutput("}", output => served.SetResult(output));

        var serving = session.RunAsync(interrupt.Token, "mock", "--json", "--script", script);
        var place = JObject.Parse(await served.Task.WaitAsync(session.Bound));
        using var client = new DifyWorkflowClient(new DifyClientOptions { BaseAddress = new Uri((string)place["base_url"]!), ApiKey = (string?)place["api_key"] });
        await using var run = await client.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "user-1" }, cancellationToken: session.Bound);
        Assert.Equal("scripted", (await run.WaitAsync(session.Bound)).Text);
        Assert.False(serving.IsCompleted);
        await interrupt.CancelAsync();
        var result = await serving;

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Fact]
    public async Task A_script_that_cannot_be_used_is_refused_with_its_place()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("mock", "--script", session.Write("script.json", "{\"runs\":[{\"steps\":[\n\"nonsense\"]}]}"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("script.json(2,", result.Error);
        Assert.Contains("nonsense", result.Error);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("mock", "--port", session.Server.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(session.Server.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), result.Error);
    }
}
