using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Generated;
using Dify.Generated.Testing;
using Spectre.Console;

namespace Dify.Cli.Demo;

/// <summary>A question to an agent, which thinks and calls a tool before it answers.</summary>
internal sealed class AgentAct : DemonstrationAct
{
    private const string Tool = "current_time";

    public override string Title => CliText.Get("AgentActTitle");

    public override string Explanation => CliText.Get("AgentActExplanation");

    public override async Task PlayAsync(DemonstrationStage stage, CancellationToken cancellationToken)
    {
        stage.SkipRequests();
        stage.Server.UseScript(RunScript.Parse("""{ "app": "agent" }"""));
        stage.Server.OnRun(Script);
        using var client = new DifyChatClient(
            new DifyClientOptions { ApiKey = stage.Server.ApiKey, BaseAddress = stage.Server.BaseAddress });
        var request = new ChatRequest { Inputs = [], Query = CliText.Get("DemoAsk"), User = User };
        stage.Fact(User, request.Query);
        await using var run = await client.StartChatAsync(request, cancellationToken: cancellationToken);
        await foreach (var piece in run.TextAsync(cancellationToken))
        {
            stage.Terminal.Output.Write(piece, Style.Plain);
        }

        stage.Terminal.WriteLine();
        stage.ShowRequests();
        var outcome = run.Outcome!;
        stage.Fact(
            CliText.Get("DemoThoughts"),
            string.Join(", ", outcome.Thoughts.Select(static thought => $"{thought.Thought} ({thought.Tool}: {thought.Observation})")));
        stage.Fact(CliText.Get("Conversation"), outcome.ConversationId);
        stage.Fact(CliText.Get("DemoTokens"), outcome.Usage?.TotalTokens?.ToString(CultureInfo.InvariantCulture));
        stage.Require(outcome.IsSuccess && outcome.Text == CliText.Get("DemoAgentFirst") + CliText.Get("DemoAgentSecond"));
        stage.Server.UseScript(null);
    }

    private static void Script(RunScriptBuilder run) => run
        .AgentThought(1, CliText.Get("DemoThought"), Tool, "{}")
        .AgentThought(1, CliText.Get("DemoThought"), Tool, "{}", CliText.Get("DemoNoon"))
        .Text(CliText.Get("DemoAgentFirst"))
        .Text(CliText.Get("DemoAgentSecond"))
        .Finish();
}
