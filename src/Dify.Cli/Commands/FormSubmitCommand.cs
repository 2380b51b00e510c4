using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify form submit</c>: answers a form, and the run goes on.</summary>
internal sealed class FormSubmitCommand : ServerCommand
{
    private readonly Argument<string> token = new("TOKEN") { Description = CliText.Get("FormTokenArgument") };
    private readonly Option<string> action = new("--action") { HelpName = "ACTION", Description = CliText.Get("ActionOption"), Required = true };
    private readonly Option<string[]> answers = new("--answer") { HelpName = "NAME=VALUE", Description = CliText.Get("AnswerOption"), AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> user = UserOption();
    private readonly Option<bool> json = JsonOption();

    public FormSubmitCommand(CommandHost host)
        : base(host, "submit", CliText.Get("FormSubmitDescription"))
        => Declare(token, action, answers, user, json);

    protected override async Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var inputs = new HumanInputAnswers();
        foreach (var (name, value) in NamedValue.ReadValues(parsed.GetValue(answers) ?? [], answers.Name))
        {
            inputs.Add(name, value);
        }

        var request = new SubmitWorkflowHumanInputFormRequest { Action = parsed.GetRequiredValue(action), Inputs = inputs, User = parsed.GetValue(user) ?? DefaultUser };
        var answer = await client.SubmitWorkflowHumanInputFormAsync(
            formToken: parsed.GetRequiredValue(token), request: request, cancellationToken: cancellationToken);
        if (parsed.GetValue(json))
        {
            Terminal.WriteJson(answer);
        }
        else
        {
            Terminal.WriteLine(CliText.Format("FormSubmitted", request.Action));
        }

        return ExitCode.Success;
    }
}
