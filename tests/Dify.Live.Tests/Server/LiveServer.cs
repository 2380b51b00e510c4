using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Dify.Live.Tests.Console;
using Xunit;

namespace Dify.Live.Tests.Server;

/// <summary>The server of the tests. Each workflow file becomes an app when a test first needs it, and all of them go at the end.</summary>
public sealed class LiveServer : IAsyncLifetime
{
    public const string Collection = "One server";

    private static readonly TimeSpan TimeForConsole = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Lazy<Task<LiveApp>>> apps = new(StringComparer.Ordinal);
    private DifyConsole? console;

    public LiveSettings Settings { get; private set; } = null!;

    public Task InitializeAsync() => StartAsync(LiveSettings.Read(Environment.GetEnvironmentVariable));

    public async Task StartAsync(LiveSettings settings)
    {
        Settings = settings;
        console = new DifyConsole(Settings.Console);
        using var bound = new CancellationTokenSource(TimeForConsole);
        await console.LogInAsync(Settings.Email, Settings.Password, bound.Token);
    }

    /// <summary>Opens a client of the app of a workflow file.</summary>
    /// <param name="workflow">The name of the file.</param>
    /// <param name="scenario">What the recording is called; null if none is to be written.</param>
    public async Task<LiveSession> OpenAsync(string workflow, string? scenario = null)
    {
        var app = await apps.GetOrAdd(workflow, name => new Lazy<Task<LiveApp>>(() => MakeAsync(name))).Value;
        return new LiveSession(Settings, app, scenario);
    }

    public async Task DisposeAsync()
    {
        if (console is null)
        {
            return;
        }

        using var bound = new CancellationTokenSource(TimeForConsole);
        var failures = new List<Exception>();
        foreach (var app in apps.Values)
        {
            try
            {
                await console.DeleteAsync((await app.Value).Id, bound.Token);
            }
            catch (ConsoleException exception)
            {
                failures.Add(exception);
            }
        }

        console.Dispose();
        if (failures.Count > 0)
        {
            throw new AggregateException("Apps of the tests are left on the server.", failures);
        }
    }

    private async Task<LiveApp> MakeAsync(string workflow)
    {
        using var bound = new CancellationTokenSource(TimeForConsole);
        var id = await console!.ImportAsync(WorkflowDslFile.Read(workflow, Settings.NodeAddress), bound.Token);
        await console.PublishAsync(id, bound.Token);
        return new LiveApp(id, await console.CreateKeyAsync(id, bound.Token));
    }
}
