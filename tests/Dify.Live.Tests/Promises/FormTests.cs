using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated;
using Dify.Live.Tests.Server;
using Xunit;

namespace Dify.Live.Tests.Promises;

/// <summary>
/// Forms are answered in the loop or after it, and the loop ends with the run.
/// On Dify 1.16.0 and 1.16.1 these fail, by a fault of those versions.
/// </summary>
[Collection(LiveServer.Collection)]
public sealed class FormTests(LiveServer server)
{
    [Theory]
    [InlineData("approve", "fine (high)")]
    [InlineData("reject", "rejected: fine")]
    public async Task A_form_answered_in_the_loop_takes_the_branch_of_its_action(string action, string answer)
    {
        await using var session = await server.OpenAsync("one-form", "pause-form-submit-" + action);
        await using var run = await session.Client.StartWorkflowAsync(session.Request(("q", "the text")), cancellationToken: session.Bound);

        await foreach (var next in run.Events)
        {
            if (next is HumanInputRequiredEvent form)
            {
                await run.SubmitAsync(form, action, new HumanInputAnswers { ["comment"] = "fine", ["priority"] = "high" }, session.Bound);
            }
        }

        Assert.Equal(WorkflowRunStatus.Succeeded, run.Outcome!.Status);
        Assert.Equal(answer, (string?)run.Outcome.Outputs!["answer"]);
        Assert.Empty(run.Outcome.Forms);
    }

    [Fact]
    public async Task A_paused_run_is_told_with_its_form_and_an_answer_is_taken_once()
    {
        await using var session = await server.OpenAsync("one-form", "pause");
        await using var run = await session.Client.StartWorkflowAsync(session.Request(("q", "the text")), cancellationToken: session.Bound);

        var outcome = await run.WaitAsync(session.Bound);
        Assert.Equal(WorkflowRunStatus.Paused, outcome.Status);
        var form = Assert.Single(outcome.Forms);
        var shown = await session.Client.GetWorkflowHumanInputFormAsync(form.Data.FormToken!, session.Bound);
        Assert.Contains("the text", shown.FormContent);
        Assert.Equal(["approve", "reject"], shown.UserActions.Select(static action => action.Id));

        var request = new SubmitWorkflowHumanInputFormRequest
        {
            Action = "approve",
            Inputs = new HumanInputAnswers { ["comment"] = "fine", ["priority"] = "low" },
            User = session.User,
        };
        await session.Client.SubmitWorkflowHumanInputFormAsync(form.Data.FormToken!, request, session.Bound);
        var again = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => session.Client.SubmitWorkflowHumanInputFormAsync(form.Data.FormToken!, request, session.Bound));
        Assert.Equal(DifyErrorCode.HumanInputFormSubmitted, again.Code);
    }

    [Fact]
    public async Task Two_forms_answered_one_after_the_other_in_the_loop_end_the_run()
    {
        await using var session = await server.OpenAsync("two-forms", "two-forms-in-parallel");
        await using var run = await session.Client.StartWorkflowAsync(session.Request(("q", "x")), cancellationToken: session.Bound);

        var answered = new HashSet<string>();
        await foreach (var next in run.Events)
        {
            if (next is HumanInputRequiredEvent form && answered.Add(form.Data.FormToken!))
            {
                await run.SubmitAsync(form, "approve", new HumanInputAnswers { ["comment"] = form.Data.NodeId }, session.Bound);
            }
        }

        Assert.Equal(2, answered.Count);
        Assert.Equal(WorkflowRunStatus.Succeeded, run.Outcome!.Status);
        Assert.Equal("first+second", (string?)run.Outcome.Outputs!["answer"]);
    }

    [Fact]
    public async Task An_answer_that_the_form_does_not_take_is_the_callers_mistake()
    {
        await using var session = await server.OpenAsync("one-form", "form-invalid");
        await using var run = await session.Client.StartWorkflowAsync(session.Request(("q", "x")), cancellationToken: session.Bound);
        var form = Assert.Single((await run.WaitAsync(session.Bound)).Forms);
        var request = new SubmitWorkflowHumanInputFormRequest { Action = "approve", Inputs = new HumanInputAnswers(), User = session.User };

        var problem = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => session.Client.SubmitWorkflowHumanInputFormAsync(form.Data.FormToken!, request, session.Bound));

        Assert.False(problem.IsTransient);
    }
}
