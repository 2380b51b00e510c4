using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;

namespace Dify.Benchmarks.Children;

/// <summary>Runs a part of an experiment in a process of its own.</summary>
internal static class ChildProcess
{
    /// <summary>The highest memory of this process so far, in bytes, as the system counts it.</summary>
    public static long PeakBytes
    {
        get
        {
            using Process self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64;
        }
    }

    /// <summary>Runs a child to its end.</summary>
    /// <returns>The line that it gave.</returns>
    /// <exception cref="InvalidOperationException">The child failed.</exception>
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["child", name, .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"The child {name} ended with {process.ExitCode}: {output}"));
    }
}
