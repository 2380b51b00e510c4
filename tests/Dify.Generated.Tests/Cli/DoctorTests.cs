using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Dify.Cli.Doctor;
using Dify.Cli.Settings;
using Dify.Generated.Testing;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class DoctorTests
{
    private const string Form = """
        {"user_input_form":[
           {"text-input":{"variable":"topic","label":"Topic","required":true}},
           {"number":{"variable":"n","label":"N","required":false}}],
         "system_parameters":{"file_size_limit":15,"image_file_size_limit":10,"audio_file_size_limit":50,"workflow_file_upload_limit":10}}
        """;

    [Fact]
    public async Task What_is_well_is_said_with_its_facts_and_nothing_is_started()
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/parameters", 200, Form);

        var report = await DoctorReportView.ExamineAsync(session);

        Assert.Equal(0, report.ExitCode);
        Assert.Equal(Checks.All, report.Checks);
        Assert.Equal("1.14.2", (string?)report.Fact(Checks.Server, "version"));
        Assert.Equal(["ok", "ok", "ok", "ok"], ((string[])[Checks.Server, Checks.Key, Checks.App, Checks.Published]).Select(report.Level));
        Assert.Contains("topic (text-input, required), n (number)", report.Text(Checks.Inputs));
        Assert.Equal(15, (int?)report.Fact(Checks.Files, "file_megabytes"));
        Assert.Equal(("unchecked", "unchecked"), (report.Level(Checks.Stream), report.Level(Checks.Pings)));
        Assert.Contains("--run", report.Remedy(Checks.Stream));
        Assert.Equal(["GET", "GET"], session.Server.Requests.Select(static request => request.Method));
    }

    [Fact]
    public async Task With_a_run_the_stream_is_tried()
    {
        await using var session = new CliSession();
        session.Server.OnRun(static run => run.Ping().Started().Text("a").Finish());

        var report = await DoctorReportView.ExamineAsync(session, null, "--run", "--input", "topic=tea", "--user", "u-1");

        Assert.Equal(0, report.ExitCode);
        Assert.Equal("succeeded", (string?)report.Fact(Checks.Stream, "status"));
        Assert.NotNull((double?)report.Fact(Checks.Stream, "first_byte_seconds"));
        Assert.True((int?)report.Fact(Checks.Pings, "count") >= 1, report.Result.ToString());
        Assert.Contains("\"topic\":\"tea\"", session.Request("executeWorkflow").BodyText);
    }

    [Fact]
    public async Task A_run_that_the_server_refuses_says_which_inputs_are_wanted()
    {
        await using var session = new CliSession(new DifyTestServerOptions { RequiredInputs = ["topic"] });

        var report = await DoctorReportView.ExamineAsync(session, null, "--run");

        Assert.Equal(1, report.ExitCode);
        Assert.Equal("error", report.Level(Checks.Stream));
        Assert.Contains("--input", report.Remedy(Checks.Stream));
    }

    [Fact]
    public async Task Inputs_without_a_run_are_refused_before_anything_is_sent()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("doctor", "--input", "topic=tea");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--run", result.Error);
        Assert.Empty(session.Server.Requests);
    }

    [Theory]
    [InlineData(401, "unauthorized", Checks.Key, EnvironmentSettings.KeyName)]
    [InlineData(403, "forbidden", Checks.Key, "Backend Service API")]
    [InlineData(429, "too_many_requests", Checks.Server, "")]
    public async Task What_the_server_refuses_is_told_apart(int status, string code, string check, string remedy)
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/info", TestReply.Problem(status, code, "no"));

        var report = await DoctorReportView.ExamineAsync(session);

        Assert.Equal(1, report.ExitCode);
        report.AssertOnlyProblem(check, FindingLevel.Error);
        Assert.Contains(remedy, report.Remedy(check));
        Assert.Equal("unchecked", report.Level(Checks.Published));
        Assert.Contains($"'{check}'", report.Text(Checks.Published));
    }

    [Fact]
    public async Task A_wrong_key_is_found_and_not_shown()
    {
        await using var session = new CliSession();
        session.Environment[EnvironmentSettings.KeyName] = "app-wrong-secret";

        var report = await DoctorReportView.ExamineAsync(session);
        var table = await session.RunAsync("doctor");

        report.AssertOnlyProblem(Checks.Key, FindingLevel.Error);
        Assert.Contains("'key'", report.Text(Checks.Stream));
        Assert.DoesNotContain("--run", report.Result.Output);
        Assert.Equal("1.14.2", (string?)report.Fact(Checks.Server, "version"));
        Assert.Equal(1, table.ExitCode);
        Assert.DoesNotContain("app-wrong-secret", table.ToString());
        Assert.Contains("→ ", table.Output);
    }

    [Theory]
    [InlineData(AppKind.Workflow, "workflow", nameof(DifyWorkflowClient), "dify run", true)]
    [InlineData(AppKind.Chat, "chat", nameof(DifyChatClient), "dify chat", false)]
    [InlineData(AppKind.Agent, "agent-chat", nameof(DifyChatClient), "dify chat", false)]
    [InlineData(AppKind.Chatflow, "advanced-chat", nameof(DifyChatClient), "dify chat", true)]
    [InlineData(AppKind.Completion, "completion", nameof(DifyCompletionClient), "dify complete", false)]
    public async Task A_key_is_told_with_the_client_and_the_command_that_work_with_it_and_its_streams_are_tried(
        AppKind kind, string mode, string client, string command, bool hasPings)
    {
        await using var session = new CliSession(new DifyTestServerOptions { App = kind });

        var report = await DoctorReportView.ExamineAsync(session, null, "--run");

        Assert.Equal(0, report.ExitCode);
        Assert.Equal(Checks.All, report.Checks.Distinct());
        string[] facts = ["mode", "client", "command"];
        Assert.Equal([mode, client, command], facts.Select(name => (string?)report.Fact(Checks.App, name)));
        Assert.Contains(client, report.Text(Checks.App));
        Assert.Equal(["ok", "ok"], ((string[])[Checks.App, Checks.Published]).Select(report.Level));
        Assert.Equal("succeeded", (string?)report.Fact(Checks.Stream, "status"));
        Assert.Equal(hasPings ? "ok" : "unchecked", report.Level(Checks.Pings));
    }

    [Fact]
    public async Task A_key_of_a_kind_that_no_client_is_for_is_called_that()
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/info", 200, """{"name":"x","mode":"rag-pipeline"}""");

        var report = await DoctorReportView.ExamineAsync(session);

        report.AssertOnlyProblem(Checks.App, FindingLevel.Error);
        Assert.Contains("rag-pipeline", report.Text(Checks.App));
        Assert.Contains("'app'", report.Text(Checks.Stream));
    }

    [Fact]
    public async Task The_key_of_knowledge_bases_is_tried_on_those()
    {
        await using var session = new CliSession();
        session.Environment[EnvironmentSettings.KeyName] = session.Server.KnowledgeApiKey;

        var report = await DoctorReportView.ExamineAsync(session, null, "--run");

        Assert.Equal(0, report.ExitCode);
        Assert.Equal(nameof(DifyKnowledgeClient), (string?)report.Fact(Checks.App, "client"));
        Assert.Equal("unchecked", report.Level(Checks.Published));
        Assert.All(session.Server.Requests, static request => Assert.Equal("/datasets", request.Path));

        session.Environment[EnvironmentSettings.KeyName] = "dataset-wrong";
        var wrong = await DoctorReportView.ExamineAsync(session);
        wrong.AssertOnlyProblem(Checks.Key, FindingLevel.Error);
        Assert.Contains("dataset-", wrong.Remedy(Checks.Key));
    }

    [Theory]
    [InlineData(AppState.Unpublished, Checks.Published, "Publish")]
    [InlineData(AppState.ApiDisabled, Checks.Key, "Backend Service API")]
    public async Task An_app_that_cannot_be_used_is_called_that_and_nothing_is_said_of_its_runs(AppState state, string check, string remedy)
    {
        foreach (AppKind kind in Enum.GetValues<AppKind>().Where(static kind => kind != AppKind.Knowledge))
        {
            await using var session = new CliSession(new DifyTestServerOptions { App = kind, AppState = state });

            var report = await DoctorReportView.ExamineAsync(session, null, "--run");

            Assert.Equal(1, report.ExitCode);
            report.AssertOnlyProblem(check, FindingLevel.Error);
            Assert.Contains(remedy, report.Remedy(check));
            Assert.Contains($"'{check}'", report.Text(Checks.Stream));
        }
    }

    [Fact]
    public async Task A_model_that_fails_is_no_fault_of_the_inputs()
    {
        await using var session = new CliSession(new DifyTestServerOptions { App = AppKind.Chat });
        session.Server.OnRun(static run => run.Error("completion_request_error", 400, "no credit"));

        var report = await DoctorReportView.ExamineAsync(session, null, "--run");

        Assert.Equal("error", report.Level(Checks.Stream));
        Assert.Contains("Model Provider", report.Remedy(Checks.Stream));
    }

    [Fact]
    public async Task An_address_without_its_path_is_found_out()
    {
        await using var session = new CliSession();

        var report = await DoctorReportView.ExamineAsync(session, new Uri(session.Server.BaseAddress.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(1, report.ExitCode);
        report.AssertOnlyProblem(Checks.Server, FindingLevel.Error);
        Assert.Contains(session.Server.BaseAddress.AbsoluteUri, report.Remedy(Checks.Server));
        Assert.Contains("'server'", report.Text(Checks.Stream));
    }

    [Fact]
    public async Task An_app_that_is_not_published_is_called_that()
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/parameters", TestReply.Problem(400, "app_unavailable", "App unavailable"));

        var report = await DoctorReportView.ExamineAsync(session);

        Assert.Equal(1, report.ExitCode);
        report.AssertOnlyProblem(Checks.Published, FindingLevel.Error);
        Assert.Contains("Publish", report.Remedy(Checks.Published));
    }

    [Theory]
    [InlineData("1.10.1", "warning")]
    [InlineData("1.13.3", "warning")]
    [InlineData("1.14.2", "ok")]
    [InlineData("1.14.2-fix1", "ok")]
    [InlineData("1.16.0", "warning")]
    [InlineData("1.16.1", "warning")]
    [InlineData("1.17.0", "ok")]
    [InlineData("nightly", "unchecked")]
    public async Task A_version_is_judged_by_what_is_known_of_it(string version, string level)
    {
        await using var session = new CliSession(new DifyTestServerOptions { ServerVersion = version });

        var report = await DoctorReportView.ExamineAsync(session);

        Assert.Equal(level, report.Level(Checks.Version));
        Assert.Equal(level == "warning" ? 4 : 0, report.ExitCode);
    }

    [Fact]
    public async Task People_read_it_in_their_language_and_a_server_does_not_steer_their_terminal()
    {
        await using var session = new CliSession { Culture = CultureInfo.GetCultureInfo("ja-JP") };
        session.Server.Respond("GET", "/info", 200, """{"name":"[red]app[/]\u001b[31m","mode":"workflow"}""");

        var result = await session.RunAsync("doctor");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("正常", result.Output);
        Assert.Contains("[red]app[/]", result.Output);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.All(result.Lines, static line => Assert.Matches(@"[\u3040-\u30FF\u4E00-\u9FFF]", line));
    }

    [Theory]
    [InlineData(0, 30, true)]
    [InlineData(14.9, 30, true)]
    [InlineData(29, 30, false)]
    [InlineData(31, 30, false)]
    [InlineData(0, 0.3, true)]
    [InlineData(0.01, 0.2, null)]
    [InlineData(0, 0, null)]
    [InlineData(2, 0, false)]
    public void A_stream_is_held_back_if_its_bytes_came_in_less_time_than_they_took_to_arise(double spread, double elapsed, bool? expected)
        => Assert.Equal(expected, StreamCheck.IsBuffered(TimeSpan.FromSeconds(spread), TimeSpan.FromSeconds(elapsed)));
}
