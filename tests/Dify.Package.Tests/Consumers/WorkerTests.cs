using System;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Consumers;

[Collection(PackedPackages.Name)]
public sealed class WorkerTests(PackedPackages packages)
{
    [Fact]
    public async Task A_worker_with_three_apps_sends_each_its_own_key()
    {
        await using var translator = Server("app-translator", "Tea is drunk all over the world.");
        await using var summarizer = Server("app-summarizer", "Tea is everywhere.");
        await using var reviewer = Server("app-reviewer", "Checked: tea is everywhere.");

        var folder = await packages.Scratch.BuiltCopyOfAsync("Worker");
        var environment = packages.Scratch.EnvironmentWith(
            ("Dify__Translator__ApiKey", translator.ApiKey), ("Dify__Translator__BaseAddress", translator.BaseAddress.ToString()),
            ("Dify__Summarizer__ApiKey", summarizer.ApiKey), ("Dify__Summarizer__BaseAddress", summarizer.BaseAddress.ToString()),
            ("Dify__Reviewer__ApiKey", reviewer.ApiKey), ("Dify__Reviewer__BaseAddress", reviewer.BaseAddress.ToString()));
        var result = await packages.Scratch.DotnetAsync(folder, environment, "run", "--no-build");

        Assert.Contains("Checked: tea is everywhere.", result.Output, StringComparison.Ordinal);
        // A server with a key of its own refuses any other, so each run shows that the right key was sent.
        Assert.Contains("茶は世界中で飲まれています。", Assert.Single(translator.Requests).BodyText, StringComparison.Ordinal);
        Assert.Contains("Tea is drunk all over the world.", Assert.Single(summarizer.Requests).BodyText, StringComparison.Ordinal);
        Assert.Contains("Tea is everywhere.", Assert.Single(reviewer.Requests).BodyText, StringComparison.Ordinal);
    }

    private static DifyTestServer Server(string key, string text)
    {
        var server = DifyTestServer.Start(new DifyTestServerOptions { ApiKey = key });
        server.OnRun(run => run.Started().Finish(new { text }));
        return server;
    }
}
