using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using System.Net;
using Dify.Cli.Commands;
using Dify.Cli.Localization;
using Dify.Generated.Testing;

namespace Dify.Cli.Mock;

/// <summary>The options that say what the stand-in server is like. What is given goes before what the script says.</summary>
internal sealed class MockOptions
{
    private static readonly string[] Kinds = [.. Enum.GetNames<AppKind>().Select(static name => name.ToLowerInvariant())];

    private const string Published = "published";
    private const string Unpublished = "unpublished";
    private const string ApiDisabled = "api-disabled";

    private readonly Option<int?> port = NumberOption.Create("--port", CliText.Get("PortOption"), 0, ushort.MaxValue);

    private readonly Option<string?> address = Checked(
        "--host", "ADDRESS", CliText.Get("HostOption"), static text => IPAddress.TryParse(text, out _), "HostInvalid");

    private readonly Option<string?> key = Checked(
        "--api-key", "KEY", CliText.Get("MockKeyOption"), static text => text.All(static c => c is > ' ' and <= '~'), "MockKeyInvalid");

    private readonly Option<string?> version = Checked(
        "--server-version",
        "VERSION",
        CliText.Format("ServerVersionOption", DifyTestServerOptions.NewestServerVersion),
        static text => Version.TryParse(text.Split('-', 2)[0], out _),
        "ServerVersionInvalid");

    private readonly Option<string?> state = Checked(
        "--app-state",
        "STATE",
        CliText.Format("AppStateOption", Published, Unpublished, ApiDisabled),
        static text => StateOf(text) is not null,
        "AppStateInvalid");

    private readonly Option<string?> app = Checked(
        "--app",
        "KIND",
        CliText.Format("AppKindOption", string.Join(", ", Kinds)),
        static text => KindOf(text) is not null,
        "AppKindInvalid");

    private readonly Option<string?> knowledgeKey = Checked(
        "--knowledge-api-key",
        "KEY",
        CliText.Get("MockKnowledgeKeyOption"),
        static text => text.All(static c => c is > ' ' and <= '~'),
        "MockKeyInvalid");

    private readonly Option<bool> speech = new("--speech") { Description = CliText.Get("SpeechOption") };

    private readonly Option<string[]> required = new("--require")
    {
        HelpName = "NAME",
        Description = CliText.Get("RequireOption"),
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int?> latency = NumberOption.Create("--latency", CliText.Get("LatencyOption"), 0, 600_000);

    private readonly Option<bool> strict = new("--strict") { Description = CliText.Get("StrictOption") };

    public void AddTo(Command command)
    {
        app.CompletionSources.Add(Kinds);
        foreach (var option in new Option[] { port, address, app, key, knowledgeKey, version, state, speech, required, latency, strict })
        {
            command.Add(option);
        }
    }

    public DifyTestServerOptions Read(ParseResult parsed)
    {
        var options = new DifyTestServerOptions { Port = parsed.GetValue(port) ?? 0, Strict = parsed.GetValue(strict) };
        options = parsed.GetValue(address) is { } host ? options with { Host = host } : options;
        options = parsed.GetValue(key) is { } accepted ? options with { ApiKey = accepted } : options;
        options = parsed.GetValue(app) is { } kind ? options with { App = KindOf(kind)!.Value } : options;
        options = parsed.GetValue(knowledgeKey) is { } opening ? options with { KnowledgeApiKey = opening } : options;
        options = parsed.GetValue(version) is { } behaved ? options with { ServerVersion = behaved } : options;
        options = parsed.GetValue(state) is { } word ? options with { AppState = StateOf(word)!.Value } : options;
        options = parsed.GetValue(speech) ? options with { HasSpeech = true } : options;
        options = parsed.GetValue(latency) is { } wait ? options with { Latency = TimeSpan.FromMilliseconds(wait) } : options;
        return parsed.GetValue(required) is { Length: > 0 } names ? options with { RequiredInputs = names } : options;
    }

    private static AppKind? KindOf(string word) => Kinds.Contains(word) ? Enum.Parse<AppKind>(word, ignoreCase: true) : null;

    private static AppState? StateOf(string word) => word switch
    {
        Published => AppState.Published,
        Unpublished => AppState.Unpublished,
        ApiDisabled => AppState.ApiDisabled,
        _ => null,
    };

    private static Option<string?> Checked(string name, string form, string description, Func<string, bool> isRight, string problem)
        => new(name)
        {
            HelpName = form,
            Description = description,
            CustomParser = result => Read(result, name, isRight, problem),
        };

    private static string? Read(ArgumentResult result, string name, Func<string, bool> isRight, string problem)
    {
        if (result.Tokens[0].Value is { Length: > 0 } text && isRight(text))
        {
            return text;
        }

        result.AddError(CliText.Format(problem, name, result.Tokens[0].Value));
        return null;
    }
}
