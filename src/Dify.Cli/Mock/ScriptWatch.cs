using System;
using System.IO;
using System.Threading;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated.Testing;

namespace Dify.Cli.Mock;

/// <summary>Gives the server the script anew whenever its file changes; one that cannot be used is told, and the last one stays.</summary>
internal sealed class ScriptWatch : IDisposable
{
    // Editors write a file in several steps, each of which is an event.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly object gate = new();
    private readonly ScriptFile file;
    private readonly DifyTestServer server;
    private readonly Terminal terminal;
    private readonly FileSystemWatcher watcher;
    private readonly Timer timer;

    public ScriptWatch(ScriptFile file, DifyTestServer server, Terminal terminal)
    {
        this.file = file;
        this.server = server;
        this.terminal = terminal;
        timer = new Timer(_ => Reload());
        var path = Path.GetFullPath(file.Path);
        watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        watcher.Changed += Wait;
        watcher.Created += Wait;
        watcher.Renamed += Wait;
        watcher.EnableRaisingEvents = true;
        terminal.WriteLine(CliText.Format("Watching", file.Path));
    }

    public void Dispose()
    {
        watcher.Dispose();
        timer.Dispose();
    }

    private void Wait(object sender, FileSystemEventArgs change) => timer.Change(Patience, Timeout.InfiniteTimeSpan);

    private void Reload()
    {
        lock (gate)
        {
            try
            {
                if (file.ReadIfChanged() is { } script)
                {
                    server.UseScript(script);
                    terminal.WriteLine(CliText.Format("ScriptReloaded", file.Path));
                }
            }
            catch (Exception exception) when (exception is UsageException or IOException or UnauthorizedAccessException)
            {
                terminal.Note(CliText.Format("ScriptKept", exception.Message));
            }
        }
    }
}
