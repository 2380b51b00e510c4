using Dify.Generated;
using NSubstitute;
using Xunit;

namespace Testing;

/// <summary>The same code without a server: a mock of the interface that gives what <see cref="DifyModelFactory"/> makes.</summary>
public sealed class MockedGreeterTests
{
    private readonly IDifyWorkflowClient client = Substitute.For<IDifyWorkflowClient>();

    [Fact]
    public async Task Gives_the_text_of_the_run()
    {
        client.StartWorkflowAsync(Arg.Is<WorkflowExecutionRequest>(request => (string?)request.Inputs["name"] == "Ada"),
            Arg.Any<WorkflowRunOptions?>(), Arg.Any<CancellationToken>())
            .Returns(_ => DifyModelFactory.WorkflowRunAsync("Hello, Ada"));

        Assert.Equal("Hello, Ada", await new Greeter(client).GreetAsync("Ada"));
    }

    [Fact]
    public async Task Tells_a_key_of_another_kind_of_app()
    {
        var failure = new DifyFailure("executeWorkflowStreaming") { StatusCode = 400,
            Problem = DifyModelFactory.DifyProblem(400, DifyErrorCode.NotWorkflowApp) };
        client.StartWorkflowAsync(Arg.Any<WorkflowExecutionRequest>(), Arg.Any<WorkflowRunOptions?>(), Arg.Any<CancellationToken>())
            .Returns(Task.FromException<WorkflowRun>(new DifyInvalidRequestException("The call failed.", failure)));

        Assert.Equal("The key is not one of a workflow app.", await new Greeter(client).GreetAsync("Ada"));
    }
}
