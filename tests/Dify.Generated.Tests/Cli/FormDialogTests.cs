using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>A run that pauses asks whoever started it.</summary>
public sealed class FormDialogTests
{
    private static readonly PauseForm Review = new()
    {
        Content = "May it be published?",
        Inputs = [new PauseFormInput("comment", Default: "fine"), new PauseFormInput("size", "select") { Options = ["small", "large"] }],
        Actions = [new PauseFormAction("approve", "Approve"), new PauseFormAction("reject", "Reject")],
    };

    [Fact]
    public async Task Answers_that_are_typed_are_sent_and_the_run_goes_on_to_its_end()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Pause(Review).WaitForReader().Finish(new { answer = 42 }));
        foreach (var line in (string[])["", "3", "2", "reject"])
        {
            session.Typed.Enqueue(line);
        }

        var result = await session.RunAsync("run");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("May it be published?", result.Error);
        Assert.Contains("2) large", result.Error);
        Assert.Contains("from 1 to 2", result.Error);
        var body = JObject.Parse(session.Request("submitWorkflowHumanInputForm").BodyText);
        Assert.Equal(
            ("reject", "fine", "large"), ((string?)body["action"], (string?)body["inputs"]!["comment"], (string?)body["inputs"]!["size"]));
        Assert.Contains("\"answer\": 42", result.Output);
    }

    [Fact]
    public async Task Who_ends_the_input_leaves_the_form_open_and_is_told_how_to_answer_it()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Pause(Review).WaitForReader().Finish());
        session.Typed.Enqueue(null);

        var result = await session.RunAsync("run");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("dify form submit", result.Error);
        Assert.Empty(session.Requests("submitWorkflowHumanInputForm"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_is_asked_where_programs_read(bool isThere)
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Pause(Review).WaitForReader().Finish());
        if (isThere)
        {
            session.Typed.Enqueue("never read");
        }

        var result = await session.RunAsync([.. (string[])["run"], .. isThere ? (string[])["--json"] : []]);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("1) small", result.Error);
        Assert.Equal(isThere ? 1 : 0, session.Typed.Count());
    }
}
