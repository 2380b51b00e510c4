using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Consumers;

[Collection(PackedPackages.Name)]
public sealed class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task The_installed_command_shows_its_demonstration_speaks_Japanese_and_serves_the_console_sample()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var folder = packages.Scratch.NewFolder("Tool");
        await packages.Scratch.DotnetAsync(
            folder,
            packages.Scratch.Environment,
            "tool",
            "install",
            "Dify.Cli",
            "--tool-path",
            folder,
            "--version",
            ProjectFolder.Version,
            "--add-source",
            packages.Source);
        var dify = Path.Combine(folder, RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dify.exe" : "dify");
        var english = packages.Scratch.EnvironmentWith(("LANG", "en_US.UTF-8"));
        var japanese = packages.Scratch.EnvironmentWith(("LANG", "ja_JP.UTF-8"));

        var demonstration = await Command.RunAsync(folder, english, dify, "demo");
        var help = await Command.RunAsync(folder, japanese, dify, "--help");

        Assert.Contains("not_workflow_app", demonstration.Output, StringComparison.Ordinal);
        Assert.Contains("invalid_param", demonstration.Output, StringComparison.Ordinal);
        Assert.Matches("[\u3041-\u30FF]", help.Output);

        using var server = new RunningProgram(folder, english, dify, "mock", "--port", "0");
        var address = await server.AddressAsync(bound.Token);
        var answer = await Command.RunAsync(
            folder,
            packages.Scratch.EnvironmentWith(("DIFY_API_KEY", "app-test"), ("DIFY_BASE_URL", address.ToString())),
            dify,
            "run",
            "--user",
            "tool",
            "--json");
        Assert.Contains("succeeded", answer.Output, StringComparison.Ordinal);
    }
}
