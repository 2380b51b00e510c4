using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Mock;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Commands;

/// <summary><c>dify mock</c>: serves the stand-in server to programs in any language.</summary>
internal sealed class MockCommand : Command
{
    private readonly CommandHost host;
    private readonly MockOptions options = new();
    private readonly Option<string?> script = new("--script") { HelpName = "FILE", Description = CliText.Get("ScriptOption") };
    private readonly Option<bool> watch = new("--watch") { Description = CliText.Get("WatchOption") };
    private readonly Option<string?> init = new("--init") { HelpName = "FILE", Description = CliText.Get("InitOption") };

    public MockCommand(CommandHost host)
        : base("mock", CliText.Get("MockDescription"))
    {
        this.host = host;
        Add(script);
        Add(watch);
        Add(init);
        options.AddTo(this);
        host.SetAction(this, RunAsync);
    }

    private Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(init) is not { } example)
        {
            return ServeAsync(parsed, cancellationToken);
        }

        if (example == StandardStream.Name)
        {
            host.Terminal.OutputWriter.Write(ExampleScript.Text());
        }
        else
        {
            host.Terminal.WriteLine(CliText.Format("InitWritten", example, ExampleScript.Write(example)));
        }

        return Task.FromResult(ExitCode.Success);
    }

    private async Task<ExitCode> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(script) is { } path ? new ScriptFile(path, host.Terminal.OpenInput) : null;
        if (parsed.GetValue(watch) && file is null)
        {
            throw new UsageException(CliText.Get("WatchNeedsScript"));
        }

        if (parsed.GetValue(watch) && file!.IsPiped)
        {
            throw new UsageException(CliText.Get("WatchNeedsFile"));
        }

        await using var server = Start(options.Read(parsed) with { Script = file?.Read() });
        if (parsed.GetValue(host.Json))
        {
            host.Terminal.WriteJson(new JObject
            {
                ["base_url"] = server.BaseAddress.AbsoluteUri,
                ["api_key"] = server.ApiKey,
                ["knowledge_api_key"] = server.KnowledgeApiKey,
            });
        }
        else
        {
            var lines = new RequestLines(host.Terminal);
            server.Answered += lines.Tell;
            var isKnowledgeOnly = server.App == AppKind.Knowledge;
            host.Terminal.WriteLine(
                CliText.Format("MockServes", server.BaseAddress, isKnowledgeOnly ? server.KnowledgeApiKey : server.ApiKey));
            host.Terminal.WriteLine($"  {EnvironmentSettings.AddressName}={server.BaseAddress}");
            if (!isKnowledgeOnly)
            {
                host.Terminal.WriteLine($"  {EnvironmentSettings.KeyName}={server.ApiKey}");
            }

            host.Terminal.WriteLine($"  {EnvironmentSettings.KnowledgeKeyName}={server.KnowledgeApiKey}");
        }

        using var watching = parsed.GetValue(watch) ? new ScriptWatch(file!, server, host.Terminal) : null;
        var end = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(end.SetResult);
        await end.Task;
        return ExitCode.Success;
    }

    private static DifyTestServer Start(DifyTestServerOptions options)
    {
        try
        {
            return DifyTestServer.Start(options);
        }
        catch (IOException exception)
        {
            throw new UsageException(CliText.Format("PortTaken", options.Port, options.Host), exception);
        }
    }
}
