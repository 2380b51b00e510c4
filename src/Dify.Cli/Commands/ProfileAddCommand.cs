using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify profile add</c>: keeps the key of an app, which is typed without being shown, piped in, or left in an environment
/// variable.</summary>
internal sealed class ProfileAddCommand : Command
{
    private readonly CommandHost host;
    private readonly Argument<string> name = new("NAME") { Description = CliText.Get("ProfileNameArgument") };
    private readonly Option<string?> baseUrl = new("--base-url") { HelpName = "URL", Description = CliText.Get("ProfileBaseUrlOption") };
    private readonly Option<string?> variable = new("--key-variable")
    {
        HelpName = "VARIABLE",
        Description = CliText.Get("KeyVariableOption"),
    };

    public ProfileAddCommand(CommandHost host)
        : base("add", CliText.Get("ProfileAddDescription"))
    {
        this.host = host;
        Add(name);
        Add(baseUrl);
        Add(variable);
        host.SetAction(this, AddAsync);
    }

    private async Task<ExitCode> AddAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = ProfileCommand.Open(host);
        var address = parsed.GetValue(baseUrl);
        var named = parsed.GetValue(variable);
        var key = named is null ? await ReadKeyAsync(cancellationToken) : null;

        // What a command would refuse is refused here, where it can be typed again. Whether http is allowed is asked when the key is sent.
        var settings = new EnvironmentSettings(asked => asked == EnvironmentSettings.KeyName ? key ?? "app-" : null);
        ConnectionSettings.Read(settings, address, isInsecureAllowed: true);

        var chosen = parsed.GetRequiredValue(name);
        file.Put(chosen, new Profile(address, key, named));
        file.Write();
        host.Terminal.Note(CliText.Format("ProfileAdded", chosen, file.Path, address ?? DifyClientOptions.CloudAddress.AbsoluteUri));
        return ExitCode.Success;
    }

    private async Task<string> ReadKeyAsync(CancellationToken cancellationToken)
    {
        if (host.Terminal.Keyboard is not { } keyboard)
        {
            using var piped = new StreamReader(host.Terminal.OpenInput());
            return Given(await piped.ReadToEndAsync(cancellationToken));
        }

        host.Terminal.Error.Write(new Spectre.Console.Text(CliText.Get("KeyPrompt") + " "));
        var typed = await keyboard.ReadSecretAsync(cancellationToken);
        host.Terminal.Note(string.Empty);
        return Given(typed);
    }

    private static string Given(string? key)
        => key?.Trim() is { Length: > 0 } given ? given : throw new UsageException(CliText.Get("KeyNotGiven"));
}
