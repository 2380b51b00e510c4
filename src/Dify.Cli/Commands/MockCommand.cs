using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Commands;

/// <summary><c>dify mock</c>: serves the stand-in server to programs in any language.</summary>
internal sealed class MockCommand : Command
{
    private readonly CommandHost host;
    private readonly Option<int?> port = NumberOption.Create("--port", CliText.Get("PortOption"), 0, ushort.MaxValue);
    private readonly Option<string?> script = new("--script") { HelpName = "FILE", Description = CliText.Get("ScriptOption") };
    private readonly Option<bool> json = new("--json") { Description = CliText.Get("JsonOption") };

    public MockCommand(CommandHost host)
        : base("mock", CliText.Get("MockDescription"))
    {
        this.host = host;
        Add(port);
        Add(script);
        Add(json);
        host.SetAction(this, ServeAsync);
    }

    private async Task<ExitCode> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var server = Start(parsed.GetValue(port) ?? 0, parsed.GetValue(script));
        if (parsed.GetValue(json))
        {
            host.Terminal.WriteJson(new JObject { ["base_url"] = server.BaseAddress.AbsoluteUri, ["api_key"] = server.ApiKey });
        }
        else
        {
            host.Terminal.WriteLine(CliText.Format("MockServes", server.BaseAddress, server.ApiKey));
            host.Terminal.WriteLine($"  {EnvironmentSettings.AddressName}={server.BaseAddress}");
            host.Terminal.WriteLine($"  {EnvironmentSettings.KeyName}={server.ApiKey}");
        }

        var end = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(end.SetResult);
        await end.Task;
        return ExitCode.Success;
    }

    private static DifyTestServer Start(int port, string? script)
    {
        if (script is not null && !File.Exists(script))
        {
            throw new UsageException(CliText.Format("FileMissing", script));
        }

        try
        {
            return DifyTestServer.Start(new DifyTestServerOptions { Port = port, Script = script is null ? null : RunScript.Load(script) });
        }
        catch (RunScriptException exception)
        {
            throw new UsageException(CliText.Format("ScriptUnusable", exception.Message), exception);
        }
        catch (Exception exception) when (port != 0)
        {
            throw new UsageException(CliText.Format("PortTaken", port), exception);
        }
    }
}
