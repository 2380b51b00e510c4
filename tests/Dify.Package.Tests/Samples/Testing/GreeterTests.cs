using Dify.Generated;
using Dify.Generated.Testing;
using Xunit;

namespace Testing;

public sealed class GreeterTests : IAsyncLifetime
{
    private readonly DifyTestServer server = DifyTestServer.Start();
    private readonly DifyWorkflowClient client;

    public GreeterTests() =>
        client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Sends_the_name_and_gives_the_text_of_the_run()
    {
        server.OnRun(run => run.Started().Text("Hello, ").Text("Ada").Finish(new { }));

        Assert.Equal("Hello, Ada", await new Greeter(client).GreetAsync("Ada"));

        Assert.Contains("\"name\":\"Ada\"", server.Requests[0].BodyText);
    }

    [Fact]
    public async Task Tells_a_key_of_another_kind_of_app()
    {
        server.Respond("POST", "/workflows/run", 400, """{"code": "not_workflow_app", "message": "no", "status": 400}""");

        Assert.Equal("The key is not one of a workflow app.", await new Greeter(client).GreetAsync("Ada"));
    }
}
