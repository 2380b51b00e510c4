using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Newtonsoft.Json.Linq;
using Spectre.Console;

namespace Dify.Cli.Commands;

/// <summary>Asks whoever sits at the terminal for the answers to a form. An empty line takes what stands in brackets; the end of the input
/// leaves the form open.</summary>
internal sealed class FormDialog(Terminal terminal, Keyboard keyboard, Func<FileUpload, CancellationToken, Task<FileUploadResponse>> upload)
{
    /// <summary>Asks for the answers to the first form that can be answered here, and submits them.</summary>
    /// <returns>Whether that was done, so that what has paused goes on.</returns>
    public async Task<bool> SubmitAsync(
        IEnumerable<HumanInputRequiredEvent> forms,
        Func<HumanInputRequiredEvent, string, HumanInputAnswers, Task> submit,
        CancellationToken cancellationToken)
    {
        var form = forms.FirstOrDefault(static open => open.Data.FormToken is { Length: > 0 });
        if (form is null || await AskAsync(form.Data, cancellationToken) is not { } answer)
        {
            return false;
        }

        await submit(form, answer.Action, answer.Answers);
        return true;
    }

    /// <summary>Asks until the answers fit the form.</summary>
    /// <returns>The action and the answers; null if the form is to stay open.</returns>
    private async Task<(string Action, HumanInputAnswers Answers)?> AskAsync(
        HumanInputRequiredData form, CancellationToken cancellationToken)
    {
        terminal.Note(string.Empty);
        terminal.Note(form.FormContent ?? form.NodeTitle ?? form.NodeId);
        while (true)
        {
            var answers = new HumanInputAnswers();
            foreach (var input in form.Inputs)
            {
                if (!await AskAsync(form, input, answers, cancellationToken))
                {
                    return null;
                }
            }

            if (await ChooseAsync(CliText.Get("AskAction"), [.. form.Actions.Select(Titled)], null, cancellationToken) is not { } action)
            {
                return null;
            }

            try
            {
                answers.ThrowIfInvalid(form.Inputs);
                return (form.Actions.FirstOrDefault(known => Titled(known) == action)?.Id ?? action, answers);
            }
            catch (InvalidInputsException exception)
            {
                terminal.Note(exception.Message);
            }
        }
    }

    private static string Titled(HumanInputUserAction action) => FormView.Actions([action]);

    private async Task<bool> AskAsync(
        HumanInputRequiredData form, HumanInputFormInput input, HumanInputAnswers answers, CancellationToken cancellationToken)
    {
        var name = input.OutputVariableName ?? string.Empty;
        var given = (form.ResolvedDefaultValues as JObject)?[name] is JValue { Value: string resolved } ? resolved : input.Default?.Value;
        switch (input.Type?.Value)
        {
            case "select":
                var chosen = await ChooseAsync(name, [.. input.OptionSource?.Value ?? []], given, cancellationToken);
                answers.Add(name, chosen);
                return chosen is not null;
            case "file" or FormFields.FileList:
                return await AttachAsync(name, input.Type?.Value == FormFields.FileList, answers, cancellationToken);
            default:
                var text = await ReadAsync(name, given, cancellationToken);
                answers.Add(name, text);
                return text is not null;
        }
    }

    // Answers are chosen by their number, from one, or by themselves.
    private async Task<string?> ChooseAsync(
        string question, IReadOnlyList<string> choices, string? given, CancellationToken cancellationToken)
    {
        for (var number = 1; number <= choices.Count; number++)
        {
            terminal.Note($"  {number}) {choices[number - 1]}");
        }

        while (await ReadAsync(question, given ?? (choices.Count == 1 ? choices[0] : null), cancellationToken) is { } answer)
        {
            if (int.TryParse(answer, out var number) && number >= 1 && number <= choices.Count)
            {
                return choices[number - 1];
            }

            if (choices.FirstOrDefault(
                choice => choice == answer || choice.StartsWith(answer + " (", StringComparison.Ordinal)) is { } named)
            {
                return named;
            }

            terminal.Note(CliText.Format("AskAgain", choices.Count));
        }

        return null;
    }

    private async Task<bool> AttachAsync(string name, bool isList, HumanInputAnswers answers, CancellationToken cancellationToken)
    {
        var files = new List<InputFileObject>();
        while (await ReadAsync(CliText.Format(isList ? "AskFiles" : "AskFile", name), null, cancellationToken) is { } path)
        {
            if (path.Length == 0 && (isList || files.Count > 0))
            {
                _ = files.Count > 0 ? answers.SetFiles(name, [.. files]) : answers;
                return true;
            }

            if (!File.Exists(path))
            {
                terminal.Note(CliText.Format("FileMissing", path));
                continue;
            }

            var file = InputFileObject.FromUpload(
                await FileTransfers.UploadAsync(terminal, FileUpload.FromPath(path), upload, cancellationToken));
            if (!isList)
            {
                answers.SetFile(name, file);
                return true;
            }

            files.Add(file);
        }

        return false;
    }

    private async Task<string?> ReadAsync(string question, string? given, CancellationToken cancellationToken)
    {
        var prompt = string.IsNullOrEmpty(given) ? $"{question}: " : $"{question} [{given}]: ";
        terminal.Error.Write(new Text(PlainText.OneLine(prompt) + " "));
        return await keyboard.ReadLineAsync(cancellationToken) is { } line ? (line.Length == 0 && given is not null ? given : line) : null;
    }
}
