using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Output;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_is_followed_and_its_outcome_shown()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Text("Hel").Text("lo [b]").Finish(new { answer = 42 }, totalTokens: 7));

        var result = await session.RunAsync("run", "--input", "topic=a=b", "n:=3", "--user", "user-9");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("succeeded", result.Output);
        Assert.Contains("\"answer\": 42", result.Output);
        Assert.Contains("Hello [b]", result.Output);
        Assert.Contains(session.Server.Runs[0].RunId, result.Output);
        var body = JObject.Parse(session.Request("executeWorkflow").BodyText);
        Assert.True(
            JToken.DeepEquals(JObject.Parse("""{"inputs":{"topic":"a=b","n":3},"user":"user-9","response_mode":"streaming"}"""), body),
            body.ToString());
    }

    [Fact]
    public async Task Inputs_come_from_a_file_and_the_command_line_wins()
    {
        await using var session = new CliSession();
        var path = session.Write("inputs.json", """{"topic":"file","when":"2026-07-01T00:00:00Z","list":[1,2]}""");

        var result = await session.RunAsync("run", "--inputs", path, "--input", "topic=line");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("""{"topic":"line","when":"2026-07-01T00:00:00Z","list":[1,2]}""", session.Request("executeWorkflow").BodyText);
    }

    [Fact]
    public async Task The_outcome_as_json_has_what_programs_need()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Text("Hello").Finish(new { answer = 42 }));

        var result = await session.RunAsync("run", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("succeeded", result.Json["status"]);
        Assert.Equal("Hello", result.Json["text"]);
        Assert.Equal(42, result.Json["outputs"]!["answer"]);
        Assert.Equal(session.Server.Runs[0].RunId, result.Json["workflow_run_id"]);
        Assert.Equal(session.Server.Runs[0].TaskId, result.Json["task_id"]);
    }

    [Theory]
    [InlineData("en", "The connection was interrupted")]
    [InlineData("ja", "接続が途切れ")]
    public async Task A_run_whose_stream_was_taken_up_again_says_so_beside_its_result(string language, string words)
    {
        await using var session = new CliSession { Culture = System.Globalization.CultureInfo.GetCultureInfo(language) };
        session.Server.OnRun(run => run.Started().Drop().WaitForReader().Finish());

        var result = await session.RunAsync("run");
        var asJson = await session.RunAsync("run", "--json");

        Assert.Equal((0, 0), (result.ExitCode, asJson.ExitCode));
        Assert.Contains(words, result.Error);
        Assert.DoesNotContain(words, result.Output);
        Assert.Empty(asJson.Error);
    }

    [Fact]
    public void What_keeps_a_run_waiting_is_said_in_both_languages()
    {
        var told = new SharedWriter();
        var terminal = new Terminal(new SharedWriter(), told, Spectre.Console.AnsiSupport.No, Spectre.Console.AnsiSupport.No);
        RunNotes notes = RunNotes.For(terminal, asJson: false)!;
        foreach (var language in (string[])["en", "ja"])
        {
            System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(language);
            notes.Report(new WorkflowRunProgress { Quiet = TimeSpan.FromSeconds(15) });
            notes.Report(new WorkflowRunProgress { Kind = WorkflowRunProgressKind.Quiet, Quiet = TimeSpan.FromMinutes(1) });
            notes.Report(new WorkflowRunProgress { Kind = WorkflowRunProgressKind.Quiet, RecordStatus = WorkflowRunStatus.Paused });
        }

        string[] lines = told.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Distinct().Count());
        Assert.All(["15", "60", "paused", "15", "60", "paused"], (words, index) => Assert.Contains(words, lines[index]));
        Assert.Null(RunNotes.For(terminal, asJson: true));
    }

    [Fact]
    public async Task A_failed_run_says_why_and_has_its_exit_code()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Fail("node [x] broke"));

        var result = await session.RunAsync("run");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("failed", result.Output);
        Assert.Contains("node [x] broke", result.Output);
    }

    [Fact]
    public async Task An_error_event_is_a_problem_of_the_server()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Error("provider_quota_exceeded", 400, "quota"));

        var result = await session.RunAsync("run");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("provider_quota_exceeded", result.Error);
        Assert.Contains("quota", result.Error);
    }

    [Fact]
    public async Task Events_are_printed_as_they_come()
    {
        await using var session = new CliSession();
        var signal = new RunSignal();
        session.Server.OnRun(run => run.Started()
            .NodeStarted("a", "[red]Draft[/]", "llm")
            .Text("one \u001b[31m")
            .Hold(signal)
            .Text("two")
            .NodeFinished("a")
            .Finish());

        var running = session.RunAsync("run", "--stream");
        await signal.WaitUntilReachedAsync(session.Bound);
        Assert.False(running.IsCompleted);
        signal.Set();
        var result = await running;

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            ["workflow_started", "node_started", "one \uFFFD[31mtwo", "node_finished", "workflow_finished"],
            result.Lines.Take(5).Select(static line => line.StartsWith("one", StringComparison.Ordinal) ? line : line.Split(' ')[0]));
        Assert.Contains("[red]Draft[/] (llm)", result.Lines[1]);
    }

    [Fact]
    public async Task Events_as_json_are_one_line_each_with_the_event_first()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Text("one\ntwo").Event("brand_new", new { x = 1 }).Finish());

        var result = await session.RunAsync("run", "--stream", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(
            ["workflow_started", "text_chunk", "brand_new", "workflow_finished"],
            result.Lines.Select(static line => (string?)JObject.Parse(line)["event"]));
        Assert.All(result.Lines, static line => Assert.StartsWith("{\"event\":\"", line));
        Assert.Equal("one\ntwo", JObject.Parse(result.Lines[1])["data"]!["text"]);
    }

    [Fact]
    public async Task A_pause_tells_an_option_of_a_list_and_where_a_file_belongs()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Pause(new PauseForm
        {
            Inputs =
            [
                new PauseFormInput("pick", "select") { Options = ["yes please", "no"] },
                new PauseFormInput("proof", "file"),
                new PauseFormInput("all", "file-list"),
            ],
        }).Finish());

        var paused = await session.RunAsync("run");

        string[] words = Words(paused.Error.Split('\n').Single(line => line.StartsWith("dify form submit ", StringComparison.Ordinal)));
        Assert.Equal(["--input", "pick=yes please", "--file", "proof=PATH", "--file", "all=PATH"], words[6..12]);
    }

    [Fact]
    public async Task Who_names_no_user_to_run_names_none_to_follow_and_to_stop()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Finish());

        await session.RunAsync("run");
        var followed = await session.RunAsync("runs", "follow", session.Server.Runs[0].RunId);
        await session.RunAsync("stop", session.Server.Runs[0].TaskId);

        Assert.True(followed.ExitCode == 0, followed.ToString());
        var stop = JObject.Parse(session.Request("stopWorkflowTaskGeneration").BodyText);
        Assert.Equal(session.Server.Runs[0].User, (string?)stop["user"]);
    }

    [Theory]
    [InlineData("user-1", "")]
    [InlineData("it's me; echo $HOME", "--base-url")]
    public async Task A_pause_tells_commands_that_go_on_when_they_are_pasted(string user, string option)
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Pause(new PauseForm
        {
            Token = "tok-1",
            Content = "Sure [?]",
            Inputs =
            [
                new PauseFormInput("note", Default: "It's `fine` & \"so\" $X"),
                new PauseFormInput("more"),
                new PauseFormInput("topic", Default: "tea; $(date)") { DefaultSelector = ["start", "topic"] },
            ],
        }).WaitForReader().Finish(new { done = true }));
        string[] connection = option.Length == 0 ? [] : [option, session.Server.BaseAddress.ToString()];

        var paused = await session.RunAsync(["run", "--user", user, .. connection]);
        Assert.True(paused.ExitCode == 0, paused.ToString());
        Assert.Contains("Sure [?]", paused.Output);
        string[][] commands = [.. paused.Error.Split('\n').Where(line => line.StartsWith("dify ", StringComparison.Ordinal)).Select(Words)];
        Assert.Equal(["form submit", "runs follow"], commands.Select(words => string.Join(' ', words[1..3])));

        var submitted = await session.RunAsync(commands[0][1..]);
        Assert.True(submitted.ExitCode == 0, submitted.ToString());
        var sent = JObject.Parse(session.Request("submitWorkflowHumanInputForm").BodyText);
        Assert.Equal(
            ("It's `fine` & \"so\" $X", "...", "tea; $(date)"),
            (sent["inputs"]!["note"], sent["inputs"]!["more"], sent["inputs"]!["topic"]));
        Assert.Equal(("approve", user), (sent["action"], sent["user"]));

        var finished = await session.RunAsync([.. commands[1][1..], "--json"]);
        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Equal("succeeded", finished.Json["status"]);
        Assert.Single(session.Requests("executeWorkflow"));
    }

    [Theory]
    [InlineData("--input")]
    [InlineData("--answer")]
    public async Task Answers_are_held_against_the_form_whichever_name_they_are_given_by(string option)
    {
        await using var session = new CliSession();
        var form = new PauseForm { Token = "tok-1", Inputs = [new PauseFormInput("note")] };
        session.Server.OnRun(run => run.Started().Pause(form).Finish(new { done = true }));
        await session.RunAsync("run");

        var refused = await session.RunAsync("form", "submit", "tok-1", "--action", "approve", option, "note:=3");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("note", refused.Error);
        Assert.Empty(session.Requests("submitWorkflowHumanInputForm"));

        var taken = await session.RunAsync("form", "submit", "tok-1", "--action", "approve", option, "note=yes");
        Assert.True(taken.ExitCode == 0, taken.ToString());
        var sent = session.Request("submitWorkflowHumanInputForm").BodyText;
        Assert.Equal("""{"inputs":{"note":"yes"},"action":"approve","user":"dify-cli"}""", sent);
    }

    [Theory]
    [InlineData("plain-1.2/x:y=z", false, "plain-1.2/x:y=z")]
    [InlineData("", false, "''")]
    [InlineData("$(rm -rf ~)", false, "'$(rm -rf ~)'")]
    [InlineData("it's", false, "'it'\\''s'")]
    [InlineData("it's", true, "'it''s'")]
    public void A_word_of_a_command_stays_one_word(string word, bool isWindows, string expected)
        => Assert.Equal(expected, CommandLineHints.Quote(word, isWindows));

    // As a POSIX shell reads words that hold no quotes but single ones.
    private static string[] Words(string line)
    {
        var words = new List<string>();
        foreach (Match word in Regex.Matches(line, @"(?:[^\s'\\]|\\.|'[^']*')+"))
        {
            words.Add(Regex.Replace(word.Value, @"'([^']*)'|\\(.)|([^'\\]+)", "$1$2$3"));
        }

        return [.. words];
    }

    [Fact]
    public async Task Ctrl_C_stops_the_run_on_the_server_once_and_says_so()
    {
        await using var session = new CliSession();
        using var interrupt = new CancellationTokenSource();
        session.Server.OnRun(run => run.Started().Text("working").WaitForStop());

        // Printed words prove that the ids of the run are known, without which nothing could be stopped.
        session.OnOutput("working", _ => interrupt.Cancel());
        var result = await session.RunAsync(interrupt.Token, "run", "--stream", "--user", "user-1");

        var run = Assert.Single(session.Server.Runs);
        Assert.Equal(130, result.ExitCode);
        Assert.Contains(run.RunId, result.Error);
        Assert.Contains("was told to stop the run", result.Error);
        Assert.EndsWith($"/workflows/tasks/{run.TaskId}/stop", session.Request("stopWorkflowTaskGeneration").Path);
        await run.WaitForStatusAsync("stopped", session.Bound);
    }

    [Fact]
    public async Task A_stop_that_fails_after_Ctrl_C_is_said_with_the_command_that_tries_again()
    {
        await using var session = new CliSession();
        using var interrupt = new CancellationTokenSource();
        session.Server.OnRun(run => run.Started().Text("working").WaitForStop());
        session.Server.Respond("POST", "/workflows/tasks/{task_id}/stop", TestReply.Problem(403, "forbidden", "no"));

        session.OnOutput("working", _ => interrupt.Cancel());
        var result = await session.RunAsync(interrupt.Token, "run", "--stream");

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("dify stop " + session.Server.Runs[0].TaskId, result.Error);
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_run_going_when_asked_to()
    {
        await using var session = new CliSession();
        using var interrupt = new CancellationTokenSource();
        var signal = new RunSignal();
        session.Server.OnRun(run => run.Started().Text("working").Hold(signal).Finish());

        session.OnOutput("working", _ => interrupt.Cancel());
        var result = await session.RunAsync(interrupt.Token, "run", "--stream", "--leave-running");

        Assert.Equal(130, result.ExitCode);
        Assert.Empty(session.Requests("stopWorkflowTaskGeneration"));
        Assert.Equal("running", session.Server.Runs[0].Status);
        Assert.Contains($"{session.Server.Runs[0].RunId} goes on", result.Error);
    }

    [Fact]
    public async Task A_run_by_workflow_id_runs_that_workflow()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("run", "--workflow", session.Server.WorkflowId);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.EndsWith($"/workflows/{session.Server.WorkflowId}/run", session.Request("runWorkflowById").Path);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_resumed_without_starting_the_run_again()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Text("a").Drop().WaitForReader().Text("b").Finish());

        var result = await session.RunAsync("run", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("ab", result.Json["text"]);
        Assert.Single(session.Requests("executeWorkflow"));
        Assert.Single(session.Requests("streamWorkflowEvents"));
    }
}
