using System;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Events come once. Whoever reads them again is told so, and not that there were none.</summary>
public sealed class ReadTwiceTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_second_loop_is_refused_and_the_outcome_stays()
    {
        await using WorkflowRun run = await DifyModelFactory.WorkflowRunAsync("Hello");
        await run.WaitAsync();

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (WorkflowStreamEvent _ in run.Events)
            {
                Assert.Fail("It was told before.");
            }
        });

        Assert.Contains("Outcome", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("Hello", (await run.WaitAsync()).Text);
        Assert.True(run.Outcome!.IsSuccess);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_loop_that_was_refused_leaves_the_run_alone()
    {
        await using WorkflowRun run = await DifyModelFactory.WorkflowRunAsync("Hello");
        await run.WaitAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await run.Events.GetAsyncEnumerator().MoveNextAsync());

        Assert.Null(run.StopFailure);
        Assert.Equal(WorkflowRunStatus.Succeeded, (await run.WaitAsync()).Status);
    }
}
