using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Commands;

namespace Dify.Generated.Tests.Cli;

/// <summary>The program as users run it: a process of its own.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process process;
    private readonly SharedWriter output = new();
    private readonly Task<string> error;
    private readonly Task reading;

    private CliProcess(Process process, string awaited, Action<CliProcess>? onCome)
    {
        this.process = process;
        output.When(awaited, _ => onCome?.Invoke(this));
        error = process.StandardError.ReadToEndAsync();
        reading = ReadAsync();
    }

    /// <summary>Runs a command line and ends with it.</summary>
    public static async Task<CliResult> RunAsync(
        IReadOnlyDictionary<string, string?> environment,
        string[] arguments,
        CancellationToken bound,
        string? awaited = null,
        Action<CliProcess>? onCome = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, typeof(CommandLine).Assembly.GetName().Name + ".dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        InterruptSignal.Heed();
        using var running = new CliProcess(Process.Start(start)!, awaited ?? "\0", onCome);
        await running.process.WaitForExitAsync(bound);
        await running.reading.WaitAsync(bound);
        return new CliResult(running.process.ExitCode, running.output.ToString(), await running.error.WaitAsync(bound));
    }

    /// <summary>What Ctrl+C sends on Unix.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit(TimeSpan.FromSeconds(10));
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[1024];
        int count;
        while ((count = await process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            output.Write(new string(buffer, 0, count));
        }
    }
}
