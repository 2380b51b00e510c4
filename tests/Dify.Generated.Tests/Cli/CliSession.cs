using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Commands;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated.Testing;
using Spectre.Console;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>Runs command lines in this process against a stand-in server, whose key and address stand in the environment.</summary>
internal sealed class CliSession : IAsyncDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));
    private (string Words, Action<string> Action)? awaited;

    public CliSession(DifyTestServerOptions? options = null)
    {
        Server = DifyTestServer.Start(options ?? new DifyTestServerOptions { HasSpeech = true, StopLatency = TimeSpan.Zero });
        Environment[EnvironmentSettings.KeyName] = Server.ApiKey;
        Environment[EnvironmentSettings.KnowledgeKeyName] = Server.KnowledgeApiKey;
        Environment[EnvironmentSettings.AddressName] = Server.BaseAddress.ToString();
        Directory.CreateDirectory(Folder);
    }

    public DifyTestServer Server { get; }

    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    public CultureInfo Culture { get; set; } = CultureInfo.GetCultureInfo("en");

    /// <summary>Whether the command believes that somebody watches.</summary>
    public bool IsWatched { get; init; }

    /// <summary>What is piped into the next command lines.</summary>
    public string Input { get; set; } = "";

    /// <summary>The bytes that the last command line piped on.</summary>
    public byte[] PipedOn { get; private set; } = [];

    /// <summary>The lines that somebody types, null for the end of the input; without any, nobody sits there.</summary>
    public Queue<string?> Typed { get; } = new();

    /// <summary>A folder that goes with the session.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "dify-cli-" + Guid.NewGuid().ToString("N"));

    /// <summary>Ends everything that a test waits for.</summary>
    public CancellationToken Bound => bound.Token;

    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(Bound, arguments);

    /// <summary>Runs a command line; cancelling the token stands for Ctrl+C.</summary>
    public async Task<CliResult> RunAsync(CancellationToken interrupt, params string[] arguments)
    {
        CultureInfo.CurrentUICulture = Culture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupt, Bound);
        var output = new SharedWriter();
        if (awaited is { } words)
        {
            output.When(words.Words, words.Action);
        }

        var error = new SharedWriter();
        var support = IsWatched ? AnsiSupport.Yes : AnsiSupport.No;
        using var piped = new MemoryStream();
        var terminal = new Terminal(output, error, support, support)
        {
            Keyboard = Typed.Count > 0 ? new Keyboard(Typed.Dequeue, Typed.Dequeue) : null,
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            OpenOutput = () => piped,
        };
        var exitCode = await CommandLine.RunAsync(
            arguments, terminal, new EnvironmentSettings(Environment.GetValueOrDefault), either.Token);
        PipedOn = piped.ToArray();
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that serves until Ctrl+C.</summary>
    public Task<ServedCommand> ServeAsync(params string[] arguments)
    {
        CultureInfo.CurrentUICulture = Culture;
        var (output, error) = (new SharedWriter(), new SharedWriter());
        var terminal = new Terminal(output, error, AnsiSupport.No, AnsiSupport.No)
        {
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
        };
        var settings = new EnvironmentSettings(Environment.GetValueOrDefault);
        return ServedCommand.StartAsync(
            interrupt => CommandLine.RunAsync(arguments, terminal, settings, interrupt), output, error, Bound);
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Does something as soon as the next command line has printed these words.</summary>
    public void OnOutput(string words, Action<string> action) => awaited = (words, action);

    /// <summary>The only request of an operation.</summary>
    public RecordedRequest Request(string operation) => Assert.Single(Requests(operation));

    public IEnumerable<RecordedRequest> Requests(string operation) => Server.Requests.Where(request => request.Operation == operation);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        bound.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
