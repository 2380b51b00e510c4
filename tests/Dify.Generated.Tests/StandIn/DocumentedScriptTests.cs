using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>The scripts that the README of the package shows are played to their ends.</summary>
public sealed partial class DocumentedScriptTests
{
    private static readonly string Readme = File.ReadAllText(RepositoryFolder.File("src", "Dify.Generated.Testing", "README.md"));

    public static TheoryData<string> Files => [.. JsonBlocks().Matches(Readme).Select(block => block.Groups[1].Value)];

    [Fact]
    public void There_are_script_files_in_the_readme() => Assert.NotEmpty(Files);

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Files))]
    public async Task A_script_file_is_played_to_the_end_of_each_run(string file)
    {
        Assert.True(new JsonSchemaEvaluation(JObject.Parse(RunScript.Schema)).IsValid(JObject.Parse(file)));
        await using var session = new StandInSession(new DifyTestServerOptions { Script = RunScript.Parse(file, "README.md") });
        session.Server.ClearResponses();
        foreach (JToken run in JObject.Parse(file)["runs"] ?? new JArray())
        {
            string path = (string?)run["workflow_id"] is { } id ? $"workflows/{id}/run" : "workflows/run";
            Assert.Equal("succeeded", await PlayAsync(session, path));
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("POST", "workflows/run", 200, 429, 200)]
    [InlineData("GET", "meta", 502, 502, 502)]
    [InlineData("GET", "site", 200, 200, 200)]
    public async Task The_answers_of_the_script_file_go_wrong_as_it_says(string method, string path, params int[] statuses)
    {
        RunScript script = RunScript.Parse(JsonBlocks().Match(Readme).Groups[1].Value);
        await using var session = new StandInSession(new DifyTestServerOptions { Script = script });
        foreach (int status in statuses)
        {
            using HttpResponseMessage response = method == "GET"
                ? await session.GetAsync(path)
                : await session.PostAsync(path, new { inputs = new { topic = "tea" }, user = "u" });
            Assert.Equal(status, (int)response.StatusCode);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_script_of_the_table_is_played_to_its_end()
    {
        await PlayDocumentedAsync("stopped", run => run.Started().WaitForStop());
        await PlayDocumentedAsync("succeeded", run => run.Text("a").Drop().WaitForReader().Text("b").Finish());
        await PlayDocumentedAsync("succeeded", run => run.Text("a").EndStream().WaitForReader().Finish());
        await PlayDocumentedAsync("failed", run => run.Error("invalid_param", 400, "…", ErrorShape.Pipeline));
        await PlayDocumentedAsync("succeeded", run => run.Pause(new PauseForm { Content = "Go on?" }).WaitForReader().Finish());
        await PlayDocumentedAsync("succeeded", run => run.TextOfOutputs(new { answer = "Hello" }).Finish());
    }

    private static async Task PlayDocumentedAsync(
        string status, Action<RunScriptBuilder> script, [CallerArgumentExpression(nameof(script))] string written = "")
    {
        Assert.Contains(written["run => run".Length..], Readme);
        await using var session = new StandInSession(new DifyTestServerOptions { StopLatency = TimeSpan.Zero });
        session.Server.OnRun(run =>
        {
            // The table leaves out what most of its rows would begin with.
            run.Started();
            script(run);
        });
        Assert.Equal(status, await PlayAsync(session, "workflows/run", isStopped: status == "stopped"));
    }

    // Does what a caller does until the run has ended: comes back, answers, stops.
    private static async Task<string> PlayAsync(StandInSession session, string path, bool isStopped = false)
    {
        EventReader events = await session.StreamAsync(new { topic = "tea" }, path: path);
        JObject started = await events.UntilAsync("workflow_started");
        TestRun run = session.Server.Runs[^1];
        if (isStopped)
        {
            (await session.StopAsync((string)started["task_id"]!)).Dispose();
        }

        while (run.Status is "running" or "paused")
        {
            JObject? told = await NextAsync(events);
            if (told is null || (string?)told["event"] == "workflow_paused")
            {
                events.Dispose();
                events = await session.EventsAsync(run.RunId);
            }

            if (told?["data"]?["reasons"]?[0] is { } form)
            {
                using HttpResponseMessage answered = await session.PostAsync(
                    $"form/human_input/{form["form_token"]}",
                    new { inputs = new { }, action = form["actions"]![0]!["id"], user = "user-1" });
                Assert.True(answered.IsSuccessStatusCode);
            }
        }

        events.Dispose();
        return run.Status;
    }

    // The next event; null when the stream has ended or was cut.
    private static async Task<JObject?> NextAsync(EventReader events)
    {
        try
        {
            return await events.NextEventAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlocks();
}
