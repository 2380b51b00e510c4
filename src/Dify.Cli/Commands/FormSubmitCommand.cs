using System;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify form submit</c>: answers a form, and the run goes on. The form is read first: it says which answers it takes.</summary>
internal sealed class FormSubmitCommand : ServerCommand
{
    private readonly Argument<string> token = new("TOKEN") { Description = CliText.Get("FormTokenArgument") };
    private readonly Option<string> action = new("--action")
    {
        HelpName = "ACTION",
        Description = CliText.Get("ActionOption"),
        Required = true,
    };
    private readonly Option<string[]> values = Pairs("--input", "NAME=VALUE", "AnswerOption", "--answer");
    private readonly Option<string?> valuesFile = new("--inputs") { HelpName = "FILE.json", Description = CliText.Get("InputsOption") };
    private readonly Option<string[]> files = Pairs("--file", "NAME=PATH", "FileOption");
    private readonly Option<string[]> addresses = Pairs("--url", "NAME=URL", "UrlOption");
    private readonly Option<string?> user = UserOption();

    public FormSubmitCommand(CommandHost host)
        : base(host, "submit", CliText.Get("FormSubmitDescription"))
        => Declare(token, action, values, valuesFile, files, addresses, user);

    protected override async Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var formToken = parsed.GetRequiredValue(token);
        var draft = new InputsDraft(
            parsed.GetValue(valuesFile),
            Terminal.OpenInput,
            parsed.GetValue(values) ?? [],
            parsed.GetValue(files) ?? [],
            parsed.GetValue(addresses) ?? []);
        var request = new SubmitWorkflowHumanInputFormRequest
        {
            Action = parsed.GetRequiredValue(action),
            User = parsed.GetValue(user) ?? DefaultUser,
        };
        var form = await client.GetWorkflowHumanInputFormAsync(formToken: formToken, cancellationToken: cancellationToken);
        var answers = new HumanInputAnswers();
        foreach (var (name, value) in draft.Values)
        {
            answers.Add(name, value);
        }

        var inputs = form.Inputs.ToLookup(static input => input.OutputVariableName, StringComparer.Ordinal);
        var assembly = new FileAssembly(Terminal, client, request.User);
        var all = await assembly.AssembleAsync(draft, name => inputs[name].FirstOrDefault()?.AllowedFileTypes, cancellationToken);
        foreach (var (name, given) in all)
        {
            _ = given.Length > 1 || inputs[name].FirstOrDefault()?.Type?.Value == FormFields.FileList
                ? answers.SetFiles(name, given)
                : answers.SetFile(name, given[0]);
        }

        answers.ThrowIfInvalid(form.Inputs);
        request.Inputs = answers;
        var answer = await client.SubmitWorkflowHumanInputFormAsync(
            formToken: formToken, request: request, cancellationToken: cancellationToken);
        if (AsJson(parsed))
        {
            Terminal.WriteWire(answer);
        }
        else
        {
            Terminal.WriteLine(CliText.Format("FormSubmitted", request.Action));
        }

        return ExitCode.Success;
    }
}
