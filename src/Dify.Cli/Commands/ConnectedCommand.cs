using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary>A command that takes the address of a Dify server and the key of the environment.</summary>
internal abstract class ConnectedCommand : Command
{
    /// <summary>The user on whose behalf a command works if none is named.</summary>
    public const string DefaultUser = "dify-cli";

    private const string UserName = "--user";

    private readonly CommandHost host;
    private readonly string keyName;
    private readonly Option<string?> baseUrl = new("--base-url")
    {
        HelpName = "URL",
        Description = CliText.Format("BaseUrlOption", EnvironmentSettings.AddressName),
    };
    private readonly Option<bool> insecure = new("--insecure") { Description = CliText.Get("InsecureOption") };

    private readonly Option<string?> profile = new("--profile")
    {
        HelpName = "NAME",
        Description = CliText.Format("ProfileOption", EnvironmentSettings.ProfileName),
    };

    /// <summary>Makes the command.</summary>
    /// <param name="host">What it stands on.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="keyName">The environment variable that has the key of what it works with, before that of an app.</param>
    protected ConnectedCommand(CommandHost host, string name, string description, string keyName = EnvironmentSettings.KeyName)
        : base(name, description)
    {
        this.host = host;
        this.keyName = keyName;
        host.SetAction(this, ConnectAsync);
    }

    protected Terminal Terminal => host.Terminal;

    protected abstract Task<ExitCode> RunAsync(DifyClientOptions options, ParseResult parsed, CancellationToken cancellationToken);

    /// <summary>Declares the arguments and options of the command, and behind them those of every command that speaks to a
    /// server.</summary>
    protected void Declare(params Symbol[] symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                Add(argument);
            }
            else
            {
                Add((Option)symbol);
            }
        }

        Add(profile);
        Add(baseUrl);
        Add(insecure);
    }

    protected static Option<string?> UserOption()
        => new(UserName) { HelpName = "USER", Description = CliText.Format("UserOption", DefaultUser) };

    protected static Option<string?> UserOfRunOption()
        => new(UserName) { HelpName = "USER", Description = CliText.Format("UserOfRunOption", DefaultUser) };

    /// <summary>An option that takes names with values, any number of them.</summary>
    protected static Option<string[]> Pairs(string name, string form, string description, params string[] olderNames)
        => new(name, olderNames) { HelpName = form, Description = CliText.Get(description), AllowMultipleArgumentsPerToken = true };

    protected bool AsJson(ParseResult parsed) => parsed.GetValue(host.Json);

    /// <summary>What asks for the answers to forms; null if nobody is there to answer.</summary>
    protected FormDialog? DialogFor(ParseResult parsed, Func<FileUpload, CancellationToken, Task<FileUploadResponse>> upload)
        => Terminal.Keyboard is { } keyboard && !AsJson(parsed) ? new FormDialog(Terminal, keyboard, upload) : null;

    /// <summary>Shows what is listed: for people as a table, for programs a line of JSON for each as it comes.</summary>
    protected async Task ListAsync<[DynamicallyAccessedMembers(JsonOutput.Needed)] T>(
        ParseResult parsed, IAsyncEnumerable<T> items, Action<T> add, Func<IRenderable> table)
    {
        await foreach (var item in items)
        {
            if (AsJson(parsed))
            {
                Terminal.OutputWriter.WriteLine(JsonOutput.WireOnOneLine(item));
            }
            else
            {
                add(item);
            }
        }

        if (!AsJson(parsed))
        {
            Terminal.Write(table());
        }
    }

    /// <summary>The command lines that go on after this one, which reach the same server on behalf of the same user.</summary>
    public CommandLineHints HintsFor(ParseResult parsed)
    {
        var user = Options.FirstOrDefault(static option => option.Name == UserName) as Option<string?>;
        return new CommandLineHints(
            user is null ? null : parsed.GetValue(user), parsed.GetValue(baseUrl), parsed.GetValue(insecure), parsed.GetValue(profile));
    }

    private Task<ExitCode> ConnectAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var environment = host.Environment.ForKey(keyName).WithProfile(parsed.GetValue(profile));
        var options = ConnectionSettings.Read(environment, parsed.GetValue(baseUrl), parsed.GetValue(insecure));
        return RunAsync(options, parsed, cancellationToken);
    }
}
