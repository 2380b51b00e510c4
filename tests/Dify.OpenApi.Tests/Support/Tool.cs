using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Dify.OpenApi.Tests.Support;

/// <summary>Runs a command line of the tool the way the program does.</summary>
internal static class Tool
{
    /// <summary>The project promises ten seconds for any input; a machine that builds other things at the same time gets thrice
    /// that.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static ToolRun Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var run = Task.Factory.StartNew(
            () => Program.Run(arguments, output, error), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(run.Wait(Limit), $"'{string.Join(' ', arguments)}' took more than {Limit.TotalSeconds} seconds.");
        return new ToolRun(run.Result, output.ToString(), error.ToString());
    }

    /// <summary>Runs <c>prepare</c> into the folder; the Japanese document may be missing.</summary>
    public static ToolRun Prepare(TestFolder folder, string english, string? japanese, params string[] more)
    {
        string[] documents = japanese is null ? ["--en", english] : ["--en", english, "--ja", japanese];
        return Run(["prepare", .. documents, "--contract", folder["contract"], "--generated", folder["generated"], .. more]);
    }
}

internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public ToolRun Succeeded()
    {
        Assert.True(ExitCode == 0, Error);
        return this;
    }
}
