using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Commands;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Dify.Generated.Testing;

namespace Dify.Cli.Demo;

/// <summary>A question to an agent, which thinks and calls a tool before it answers.</summary>
internal sealed class AgentAct : DemonstrationAct
{
    private const string Tool = "current_time";

    public override string Title => CliText.Get("AgentActTitle");

    public override string Explanation => CliText.Get("AgentActExplanation");

    public override async Task PlayAsync(DemonstrationStage stage, CancellationToken cancellationToken)
    {
        await using var server = DifyTestServer.Start(new DifyTestServerOptions { App = AppKind.Agent });
        server.OnRun(Script);
        using var client = new DifyChatClient(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });
        var request = new ChatRequest { Inputs = [], Query = CliText.Get("DemoAsk"), User = User };
        stage.Fact(User, request.Query);
        await using var run = await client.StartChatAsync(request, cancellationToken: cancellationToken);
        var hints = new CommandLineHints(user: null, baseUrl: null, isInsecure: false);
        var outcome = await new AnswerPresenter(stage.Terminal, hints, asJson: false, dialog: null).FollowAsync(run, cancellationToken);

        stage.Fact(CliText.Get("DemoThoughts"), string.Join(" ", outcome.Thoughts.Select(static thought => $"{thought.Tool} -> {thought.Observation}").Where(static thought => thought.Length > 4)));
        stage.Fact(CliText.Get("Conversation"), outcome.ConversationId);
        stage.Fact(CliText.Get("DemoTokens"), outcome.Usage?.TotalTokens?.ToString(CultureInfo.InvariantCulture));
        stage.Require(outcome.IsSuccess && outcome.Text == CliText.Get("DemoAgentFirst") + CliText.Get("DemoAgentSecond"));
    }

    private static void Script(RunScriptBuilder run) => run
        .AgentThought(1, CliText.Get("DemoThought"), Tool, "{}")
        .AgentThought(1, CliText.Get("DemoThought"), Tool, "{}", CliText.Get("DemoNoon"))
        .Text(CliText.Get("DemoAgentFirst"))
        .Text(CliText.Get("DemoAgentSecond"))
        .Finish();
}
