using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Package.Tests.Packing;

/// <summary>A program that serves until it is ended, which disposing does.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly Regex Address = new(@"http://127\.0\.0\.1:\d+[^\s]*");
    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RunningProgram(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        process = Command.Start(folder, environment, program, arguments);
        // Both streams are read to the end, or the program would stop when a pipe is full.
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until the program has said where it listens.</summary>
    public Task<Uri> AddressAsync(CancellationToken cancellationToken) => address.Task.WaitAsync(cancellationToken);

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            address.TrySetException(new InvalidOperationException("The program ended without saying where it listens."));
        }
        else if (Address.Match(line) is { Success: true } match)
        {
            address.TrySetResult(new Uri(match.Value));
        }
    }
}
