using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Commands;

/// <summary><c>dify complete</c>: lets a text generator write, and stops it when the user cancels.</summary>
internal sealed class CompleteCommand : ConnectedCommand
{
    private readonly Argument<string?> query = new("QUERY") { Description = CliText.Get("QueryArgument"), Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> values = Pairs("--input", "NAME=VALUE", "InputOption");
    private readonly Option<string?> valuesFile = new("--inputs") { HelpName = "FILE.json", Description = CliText.Get("InputsOption") };
    private readonly Option<string?> user = UserOption();

    public CompleteCommand(CommandHost host)
        : base(host, "complete", CliText.Get("CompleteDescription"))
        => Declare(query, values, valuesFile, user);

    protected override async Task<ExitCode> RunAsync(DifyClientOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var draft = new InputsDraft(parsed.GetValue(valuesFile), Terminal.OpenInput, parsed.GetValue(values) ?? [], [], []);
        var inputs = draft.Tree;
        if (parsed.GetValue(query) is { } text)
        {
            // A text generator takes its question as the input of this name.
            inputs["query"] = text;
        }

        if (!inputs.HasValues)
        {
            throw new UsageException(CliText.Get("QueryMissing"));
        }

        await using var client = new DifyCompletionClient(options);
        var request = new CompletionRequest { Inputs = inputs, User = parsed.GetValue(user) ?? DefaultUser };
        await using var run = await client.StartCompletionAsync(request, cancellationToken: cancellationToken);
        var presenter = new AnswerPresenter(Terminal, HintsFor(parsed), AsJson(parsed), dialog: null);
        var outcome = await presenter.FollowAsync(run, cancellationToken);
        return outcome.IsSuccess ? ExitCode.Success : ExitCode.Failure;
    }
}
