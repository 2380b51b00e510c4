using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Dify.Generated.Testing;

namespace Dify.Cli.Demo;

/// <summary>The client at work, act by act. What is printed comes from the client and from the requests that the stand-in server
/// received.</summary>
internal static class Demonstration
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static readonly IReadOnlyList<DemonstrationAct> Acts =
        [new StopAct(), new HumanInputAct(), new StopHalfWayAct(), new ResumeAct(), new AgentAct(), new KnowledgeAct()];

    public static async Task<ExitCode> RunAsync(Terminal terminal, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Bound);
        await using var server = DifyTestServer.Start(new DifyTestServerOptions { StopLatency = TimeSpan.FromMilliseconds(200) });
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });
        var stage = new DemonstrationStage(terminal, server, client);

        stage.Explain(CliText.Format("DemoIntroduction", server.BaseAddress));
        var number = 0;
        foreach (var act in Acts)
        {
            stage.Heading(++number, act.Title);
            stage.Explain(act.Explanation);
            await act.PlayAsync(stage, bound.Token);
        }

        stage.Heading(null, CliText.Get("DemoEnd"));
        stage.Explain(CliText.Format("DemoSummary", number, server.Requests.Count));
        return ExitCode.Success;
    }
}
