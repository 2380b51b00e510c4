using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Live.Tests.Console;
using Dify.Live.Tests.Server;
using Xunit;

namespace Dify.Generated.Tests.Live;

/// <summary>The console client of the tests against a real server, proven against a stub: no console of Dify's runs here.</summary>
public sealed class LiveConsoleTests : IDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));

    public void Dispose() => bound.Dispose();

    [Theory]
    [InlineData(true, "", false)]
    [InlineData(false, "", false)]
    [InlineData(true, "__Host-", true)]
    public async Task A_workflow_file_becomes_a_published_app_with_a_key(bool isSetUp, string cookiePrefix, bool asksBack)
    {
        using var stub = new ConsoleStub("app-made", isSetUp, cookiePrefix, asksBack);
        using var console = new DifyConsole(stub.Address);

        await console.LogInAsync(ConsoleStub.Email, ConsoleStub.Password, bound.Token);
        string id = await console.ImportAsync(WorkflowDslFile.Read("text", stub.Address), bound.Token);
        await console.PublishAsync(id, bound.Token);
        string key = await console.CreateKeyAsync(id, bound.Token);

        Assert.Equal("app-made", key);
        ConsoleStub.StubApp app = Assert.Single(stub.Apps).Value;
        Assert.True(app.IsPublished);
        await console.DeleteAsync(id, bound.Token);
        Assert.Empty(stub.Apps);
    }

    [Fact]
    public async Task What_the_console_refuses_is_said_in_its_words()
    {
        using var stub = new ConsoleStub("app-made");
        using var console = new DifyConsole(stub.Address);

        var refused = await Assert.ThrowsAsync<ConsoleException>(() => console.LogInAsync(ConsoleStub.Email, "wrong", bound.Token));
        Assert.Contains("Invalid email or password", refused.Message);
        await Assert.ThrowsAsync<ConsoleException>(() => console.ImportAsync("kind: app", bound.Token));

        await console.LogInAsync(ConsoleStub.Email, ConsoleStub.Password, bound.Token);
        var broken = await Assert.ThrowsAsync<ConsoleException>(() => console.ImportAsync("nothing", bound.Token));
        Assert.Contains("Missing app data", broken.Message);
    }

    [Fact]
    public async Task A_page_that_is_no_console_is_called_that()
    {
        using var stub = new ConsoleStub("app-made");
        using var console = new DifyConsole(new Uri(stub.Address, "/elsewhere"));

        var problem = await Assert.ThrowsAsync<ConsoleException>(() => console.LogInAsync(ConsoleStub.Email, "x", bound.Token));

        Assert.Contains("404", problem.Message);
    }

    [Theory]
    [InlineData(LiveSettings.ConsoleName)]
    [InlineData(LiveSettings.EmailName)]
    [InlineData(LiveSettings.PasswordName)]
    public void A_setting_that_is_missing_is_named_with_all_that_have_to_be_set(string missing)
    {
        var environment = new Dictionary<string, string?>
        {
            [LiveSettings.ConsoleName] = "http://localhost",
            [LiveSettings.EmailName] = "a@example.com",
            [LiveSettings.PasswordName] = "secret",
        };
        Assert.Equal("http://localhost/v1", LiveSettings.Read(environment.GetValueOrDefault).Api.AbsoluteUri);
        environment.Remove(missing);

        var problem = Assert.Throws<InvalidOperationException>(() => LiveSettings.Read(environment.GetValueOrDefault));

        Assert.StartsWith(missing, problem.Message);
        Assert.All(
            (string[])[LiveSettings.ConsoleName, LiveSettings.EmailName, LiveSettings.PasswordName, "CONTRIBUTING.md"],
            name => Assert.Contains(name, problem.Message));
    }

    [Fact]
    public void An_address_that_is_none_is_named()
    {
        var problem = Assert.Throws<InvalidOperationException>(
            () => LiveSettings.Read(static name => name == LiveSettings.ConsoleName ? "localhost" : "x"));

        Assert.StartsWith(LiveSettings.ConsoleName, problem.Message);
    }
}
