using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Settings;

namespace Dify.Generated.Tests.Cli;

/// <summary>A command that serves on a port until it is interrupted.</summary>
internal sealed class ServedCommand : IAsyncDisposable
{
    private readonly CancellationTokenSource interrupt = new();
    private readonly SharedWriter output;
    private readonly SharedWriter error;
    private readonly CancellationToken bound;
    private Task<int> running = Task.FromResult(0);

    private ServedCommand(SharedWriter output, SharedWriter error, CancellationToken bound)
    {
        this.output = output;
        this.error = error;
        this.bound = bound;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "app-test");
    }

    public HttpClient Client { get; } = new();

    public Uri BaseAddress => Client.BaseAddress!;

    public static async Task<ServedCommand> StartAsync(
        Func<CancellationToken, Task<int>> run, SharedWriter output, SharedWriter error, CancellationToken bound)
    {
        var served = new ServedCommand(output, error, bound);
        served.running = run(served.interrupt.Token);

        // What is piped on is not the place for anything else.
        const string Place = EnvironmentSettings.AddressName + "=";
        Task ready = Task.WhenAny(output.WaitForAsync(Place, bound), error.WaitForAsync(Place, bound));
        if (await Task.WhenAny(ready, served.running) == served.running)
        {
            throw new InvalidOperationException((await served.StopAsync()).ToString());
        }

        var text = output.ToString() + error;
        served.Client.BaseAddress = new Uri(Regex.Match(text, Place + "(http.*?)\\s").Groups[1].Value + "/");
        return served;
    }

    /// <summary>Waits until the command has printed these words.</summary>
    public Task<string> WaitForAsync(string words) => output.WaitForAsync(words, bound);

    public Task<string> WaitForErrorAsync(string words) => error.WaitForAsync(words, bound);

    /// <summary>Interrupts the command.</summary>
    public async Task<CliResult> StopAsync()
    {
        await interrupt.CancelAsync();
        return new CliResult(await running.WaitAsync(bound), output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Client.Dispose();
        interrupt.Dispose();
    }
}
