using System;
using System.IO;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Consumers;

/// <summary>Programs that run a workflow once and end: each is built from the packed files and run against the stand-in server.</summary>
[Collection(PackedPackages.Name)]
public sealed class ConsoleTests(PackedPackages packages)
{
    [Fact]
    public async Task A_console_program_without_dependency_injection()
    {
        await using var server = Server();

        var folder = await packages.Scratch.BuiltCopyOfAsync("Console");
        var result = await packages.Scratch.DotnetAsync(folder, Environment(server), "run", "--no-build", "--", "green tea");

        Assert.StartsWith("A cup of tea.", result.Output, StringComparison.Ordinal);
        Assert.Contains("succeeded: tea", result.Output, StringComparison.Ordinal);
        AssertAsked(server, "green tea", "console-sample");
    }

    [Fact]
    public async Task The_first_screen_of_the_documentation_as_it_stands()
    {
        await using var server = Server();

        var folder = await packages.Scratch.BuiltCopyOfAsync("FirstScreen");
        var result = await packages.Scratch.DotnetAsync(folder, Environment(server), "run", "--no-build");

        Assert.StartsWith("A cup of tea.succeeded:", result.Output, StringComparison.Ordinal);
        AssertAsked(server, "tea", "user-1");
    }

    [Fact]
    public async Task A_program_that_is_one_file()
    {
        await using var server = Server();

        var folder = packages.Scratch.CopyOf("FileProgram");
        var result = await packages.Scratch.DotnetAsync(folder, Environment(server), "run", "ask.cs", "--", "black tea");

        Assert.Contains("succeeded:", result.Output, StringComparison.Ordinal);
        AssertAsked(server, "black tea", "file-sample");
    }

    [Fact]
    public async Task An_FSharp_script()
    {
        await using var server = Server();

        var folder = packages.Scratch.CopyOf("Script");
        var result = await packages.Scratch.DotnetAsync(folder, Environment(server), "fsi", "ask.fsx", "mint tea");

        Assert.Contains("succeeded:", result.Output, StringComparison.Ordinal);
        AssertAsked(server, "mint tea", "script-sample");
    }

    [Fact]
    public async Task A_library_for_netstandard_and_a_program_that_calls_it()
    {
        await using var server = DifyTestServer.Start();
        server.OnRun(run => run.Started().Finish(new { summary = "It is about tea." }));

        var folder = await packages.Scratch.BuiltCopyOfAsync("Library");
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "tea, tea, tea");
        var result = await packages.Scratch.DotnetAsync(
            folder, Environment(server), "run", "--no-build", "--project", "Reader", "--", "notes.txt");

        Assert.Equal("It is about tea.", result.Output.Trim());
        Assert.Equal("tea, tea, tea", await new StreamReader(
            new MemoryStream(Assert.Single(server.Requests[0].Parts, part => part.FileName is not null).Content)).ReadToEndAsync());
        Assert.Contains("\"upload_file_id\"", server.Requests[1].BodyText, StringComparison.Ordinal);
    }

    private static DifyTestServer Server()
    {
        var server = DifyTestServer.Start();
        server.OnRun(run => run.Started().Text("A cup ").Text("of tea.").Finish(new { answer = "tea" }));
        return server;
    }

    private static void AssertAsked(DifyTestServer server, string topic, string user)
    {
        var request = Assert.Single(server.Requests, request => request.Path.EndsWith("/workflows/run", StringComparison.Ordinal));
        Assert.Contains($"\"topic\":\"{topic}\"", request.BodyText, StringComparison.Ordinal);
        Assert.Contains($"\"user\":\"{user}\"", request.BodyText, StringComparison.Ordinal);
        Assert.Equal($"Bearer {server.ApiKey}", request.Header("Authorization"));
    }

    private System.Collections.Generic.Dictionary<string, string> Environment(DifyTestServer server) =>
        packages.Scratch.EnvironmentWith(("DIFY_API_KEY", server.ApiKey), ("DIFY_BASE_URL", server.BaseAddress.ToString()));
}
