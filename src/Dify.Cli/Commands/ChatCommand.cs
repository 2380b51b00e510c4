using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;
using Newtonsoft.Json.Linq;
using Spectre.Console;

namespace Dify.Cli.Commands;

/// <summary><c>dify chat</c>: asks a chat, an agent or a chatflow, once or in a conversation, and stops the answer when the user
/// cancels.</summary>
internal sealed class ChatCommand : ConnectedCommand
{
    private readonly Argument<string?> message =
        new("MESSAGE") { Description = CliText.Get("MessageArgument"), Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> conversation =
        new("--conversation") { HelpName = "ID", Description = CliText.Get("ConversationOption") };
    private readonly Option<string[]> values = Pairs("--input", "NAME=VALUE", "InputOption");
    private readonly Option<string?> valuesFile = new("--inputs") { HelpName = "FILE.json", Description = CliText.Get("InputsOption") };
    private readonly Option<string[]> files = Pairs("--file", "PATH", "MessageFileOption");
    private readonly Option<string?> user = UserOption();

    public ChatCommand(CommandHost host)
        : base(host, "chat", CliText.Get("ChatDescription"))
        => Declare(message, conversation, values, valuesFile, files, user);

    protected override async Task<ExitCode> RunAsync(DifyClientOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = parsed.GetValue(message);
        var keyboard = AsJson(parsed) ? null : Terminal.Keyboard;
        if (text is null && keyboard is null)
        {
            throw new UsageException(CliText.Get("MessageMissing"));
        }

        var draft = new InputsDraft(parsed.GetValue(valuesFile), Terminal.OpenInput, parsed.GetValue(values) ?? [], [], []);
        await using var client = new DifyChatClient(options);
        var name = parsed.GetValue(user) ?? DefaultUser;
        var request = new ChatRequest
        {
            Inputs = draft.Tree,
            User = name,
            ConversationId = parsed.GetValue(conversation),
        };
        if (text is not null)
        {
            request.Query = text == StandardStream.Name
                ? await new StreamReader(Terminal.OpenInput()).ReadToEndAsync(cancellationToken)
                : text;
            request.Files = await UploadAsync(client, parsed.GetValue(files) ?? [], name, cancellationToken);
            return await AskAsync(client, request, parsed, cancellationToken);
        }

        return await ConverseAsync(client, request, parsed, keyboard!, cancellationToken);
    }

    // One question after the other, until an end of the input; each goes on in the conversation of the last.
    private async Task<ExitCode> ConverseAsync(
        DifyChatClient client, ChatRequest request, ParseResult parsed, Keyboard keyboard, CancellationToken cancellationToken)
    {
        Terminal.Note(CliText.Get("ChatBegins"));
        request.Files = await UploadAsync(client, parsed.GetValue(files) ?? [], request.User, cancellationToken);
        while (true)
        {
            Terminal.Error.Write(new Text("> "));
            if (await keyboard.ReadLineAsync(cancellationToken) is not { } line)
            {
                return ExitCode.Success;
            }

            if (line.Trim().Length > 0)
            {
                request.Query = line;
                await AskAsync(client, request, parsed, cancellationToken);
                request.Files = null;
            }
        }
    }

    private async Task<ExitCode> AskAsync(
        DifyChatClient client, ChatRequest request, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var run = await client.StartChatAsync(request, cancellationToken: cancellationToken);
        var dialog = DialogFor(
            parsed, (upload, token) => client.UploadFileAsync(file: upload, user: request.User, cancellationToken: token));
        var outcome = await new AnswerPresenter(Terminal, HintsFor(parsed), AsJson(parsed), dialog).FollowAsync(run, cancellationToken);
        request.ConversationId = outcome.ConversationId;
        return outcome.IsSuccess || outcome.Status == WorkflowRunStatus.Paused ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task<IReadOnlyList<InputFileObject>?> UploadAsync(
        DifyChatClient client, IReadOnlyList<string> paths, string name, CancellationToken cancellationToken)
    {
        var uploaded = new List<InputFileObject>();
        foreach (var path in paths)
        {
            var upload = File.Exists(path) ? FileUpload.FromPath(path) : throw new UsageException(CliText.Format("FileMissing", path));
            uploaded.Add(InputFileObject.FromUpload(await FileTransfers.UploadAsync(
                Terminal,
                upload,
                (file, token) => client.UploadFileAsync(file: file, user: name, cancellationToken: token),
                cancellationToken)));
        }

        return uploaded.Count > 0 ? uploaded : null;
    }
}
