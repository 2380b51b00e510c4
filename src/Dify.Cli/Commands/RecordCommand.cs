using System;
using System.CommandLine;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Recording;
using Dify.Cli.Settings;
using Dify.Generated;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Commands;

/// <summary><c>dify record</c>: stands between a program and a Dify server, and writes a script of what it saw.</summary>
internal sealed class RecordCommand : Command
{
    private readonly CommandHost host;
    private readonly Option<string> output = OutputPath.Option();
    private readonly Option<int?> port = NumberOption.Create("--port", CliText.Get("PortOption"), 0, ushort.MaxValue);
    private readonly Option<bool> fast = new("--no-waits") { Description = CliText.Get("NoWaitsOption") };

    private readonly Option<string?> baseUrl =
        new("--base-url") { HelpName = "URL", Description = CliText.Format("BaseUrlOption", EnvironmentSettings.AddressName) };

    private readonly Option<bool> insecure = new("--insecure") { Description = CliText.Get("InsecureOption") };

    public RecordCommand(CommandHost host)
        : base("record", CliText.Get("RecordDescription"))
    {
        this.host = host;
        Add(output);
        Add(port);
        Add(fast);
        Add(baseUrl);
        Add(insecure);
        host.SetAction(this, RecordAsync);
    }

    private async Task<ExitCode> RecordAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = OutputPath.Check(parsed.GetValue(output)!);
        Uri server = ConnectionSettings.ReadAddress(host.Environment, parsed.GetValue(baseUrl), parsed.GetValue(insecure))
            ?? DifyClientOptions.CloudAddress;
        var recorder = new ScriptRecorder(server, TimeProvider.System, keepsWaits: !parsed.GetValue(fast));
        await using (var proxy = await StartAsync(server, parsed.GetValue(port) ?? 0, recorder, cancellationToken))
        {
            TellPlace(proxy.BaseAddress, server, parsed.GetValue(host.Json), path == StandardStream.Name);
            var end = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(end.SetResult);
            await end.Task;
        }

        return Write(path, recorder);
    }

    // What goes to the output is piped on, so that nothing else may stand there.
    private void TellPlace(Uri place, Uri server, bool asJson, bool isPiped)
    {
        if (asJson && !isPiped)
        {
            host.Terminal.WriteJson(new JObject { ["base_url"] = place.AbsoluteUri });
            return;
        }

        Action<string> tell = isPiped ? host.Terminal.Note : host.Terminal.WriteLine;
        tell(CliText.Format("RecordServes", place, server));
        tell($"  {EnvironmentSettings.AddressName}={place}");
    }

    private ExitCode Write(string path, ScriptRecorder recorder)
    {
        string script = recorder.ToScript();
        if (path == StandardStream.Name)
        {
            host.Terminal.OutputWriter.Write(script);
        }
        else
        {
            File.WriteAllText(path, script);
        }

        try
        {
            RunScript.Parse(script, path);
        }
        catch (RunScriptException exception)
        {
            host.Terminal.Note(CliText.Format("RecordUnplayable", exception.Message));
            return ExitCode.Failure;
        }

        host.Terminal.Note(CliText.Format("RecordWritten", recorder.Runs, path));
        return ExitCode.Success;
    }

    private static async Task<RecordingProxy> StartAsync(Uri server, int port, ScriptRecorder recorder, CancellationToken cancellationToken)
    {
        try
        {
            return await RecordingProxy.StartAsync(server, port, recorder, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new UsageException(CliText.Format("PortTaken", port, IPAddress.Loopback), exception);
        }
    }
}
