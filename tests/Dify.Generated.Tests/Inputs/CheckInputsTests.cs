using System;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Inputs;

/// <summary>Inputs are held against the app's form before a run is started, where that is asked for.</summary>
public sealed class CheckInputsTests
{
    private static readonly WorkflowRunOptions Checked = new() { CheckInputs = true };

    private readonly FakeTimeProvider clock = new();
    private int readings;
    private int starts;
    private string form = """{"text-input":{"variable":"topic","required":true}}""";

    [Fact(Timeout = 30_000)]
    public async Task What_the_server_would_refuse_is_told_and_no_run_is_started()
    {
        using DifyWorkflowClient client = Client();

        var failure = await Assert.ThrowsAsync<InvalidInputsException>(() => client.StartWorkflowAsync(Samples.Run(), Checked));

        Assert.Equal("topic", Assert.Single(failure.Problems).Variable);
        Assert.Equal((1, 0), (readings, starts));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_fits_is_started_and_the_form_is_kept_for_five_minutes()
    {
        using DifyWorkflowClient client = Client();
        for (int minute = 0; minute < 7; minute++)
        {
            var inputs = new WorkflowInputs { ["topic"] = "sun", ["more"] = 1 };
            await using WorkflowRun run = await client.StartWorkflowAsync(Samples.Run(inputs), Checked);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((2, 7), (readings, starts));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_that_was_published_meanwhile_is_read_before_anything_is_refused()
    {
        using DifyWorkflowClient client = Client();
        WorkflowExecutionRequest before = Samples.Run(new WorkflowInputs { ["topic"] = "sun" });
        await using WorkflowRun old = await client.StartWorkflowAsync(before, Checked);
        form = """{"text-input":{"variable":"title","required":true}}""";

        await using WorkflowRun run = await client.StartWorkflowAsync(Samples.Run(new WorkflowInputs { ["title"] = "sun" }), Checked);
        await Assert.ThrowsAsync<InvalidInputsException>(() => client.StartWorkflowAsync(before, Checked));

        Assert.Equal((3, 2), (readings, starts));
    }

    [Fact(Timeout = 30_000)]
    public async Task Nothing_is_asked_unless_it_is_switched_on()
    {
        using DifyWorkflowClient client = Client();

        await using WorkflowRun run = await client.StartWorkflowAsync(Samples.Run());

        Assert.Equal((0, 1), (readings, starts));
    }

    private DifyWorkflowClient Client()
    {
        var handler = new StubHandler((request, _) =>
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/parameters", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref readings);
                byte[] answer = System.Text.Encoding.UTF8.GetBytes($$"""{"user_input_form":[{{form}}]}""");
                return Task.FromResult(StubHandler.Answer(200, "application/json", answer));
            }

            // A run that is left is stopped, which is no start.
            if (request.RequestUri.AbsolutePath.EndsWith("/workflows/run", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref starts);
            }

            string events = EventJson.Frame(EventJson.Started()) + EventJson.Frame(EventJson.Finished());
            return Task.FromResult(StubHandler.Answer(200, "text/event-stream", System.Text.Encoding.UTF8.GetBytes(events)));
        });
        return handler.CreateClient(options => options.TimeProvider = clock);
    }
}
