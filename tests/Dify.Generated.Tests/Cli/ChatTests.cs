using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary><c>dify chat</c>, <c>dify complete</c> and <c>dify knowledge</c> against the stand-in.</summary>
public sealed class ChatTests
{
    private static DifyTestServerOptions App(AppKind kind) =>
        new() { App = kind, StopLatency = TimeSpan.Zero, StreamCloseDelay = TimeSpan.Zero, IndexingTime = TimeSpan.Zero };

    [Theory(Timeout = 60_000)]
    [InlineData(AppKind.Chat)]
    [InlineData(AppKind.Agent)]
    [InlineData(AppKind.Chatflow)]
    public async Task One_message_is_answered_and_goes_on_in_its_conversation(AppKind kind)
    {
        await using var session = new CliSession(App(kind));

        var first = await session.RunAsync("chat", "hi");
        var conversation = session.Server.Runs[0].ConversationId!;
        await session.RunAsync("chat", "again", "--conversation", conversation);

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.EndsWith("Hello from the stand-in server.\n", first.Output.Replace("\r", "", StringComparison.Ordinal));
        Assert.Equal(["hi", "again"], session.Server.Runs.Select(run => run.Query));
        Assert.Equal(conversation, session.Server.Runs[1].ConversationId);
    }

    [Fact(Timeout = 60_000)]
    public async Task Lines_that_are_typed_are_questions_of_one_conversation()
    {
        await using var session = new CliSession(App(AppKind.Chat));
        session.Typed.Enqueue("one");
        session.Typed.Enqueue("two");
        session.Typed.Enqueue(null);

        var result = await session.RunAsync("chat");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["one", "two"], session.Server.Runs.Select(run => run.Query));
        Assert.Single(session.Server.Runs.Select(run => run.ConversationId).Distinct());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_form_of_a_chatflow_is_answered_at_the_terminal()
    {
        await using var session = new CliSession(App(AppKind.Chatflow));
        session.Server.OnRun(
            run => run.Started().Text("So far. ").Pause(new PauseForm { Inputs = [new("why")] }).WaitForReader().Text("Done.").Finish());
        session.Typed.Enqueue("because");
        session.Typed.Enqueue("1");

        var result = await session.RunAsync("chat", "hi");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(["So far.", "Done."], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
        Assert.Contains("because", session.Server.Requests.Single(request => request.Method == "POST"
            && request.Path.StartsWith("/form/", StringComparison.Ordinal)).BodyText);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_program_gets_a_line_of_json_for_each_event()
    {
        await using var session = new CliSession(App(AppKind.Agent));

        var result = await session.RunAsync("chat", "hi", "--json");

        var events = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (string?)JObject.Parse(line)["event"]).ToList();
        Assert.Contains("agent_thought", events);
        Assert.Equal("message_end", events[^1]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_goes_with_the_question()
    {
        await using var session = new CliSession(App(AppKind.Chat));
        var path = Path.Combine(session.Folder, "a.txt");
        await File.WriteAllTextAsync(path, "hello");

        var result = await session.RunAsync("chat", "read this", "--file", path);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains(
            session.Server.Uploads.Single().Id, session.Server.Requests.Single(request => request.Path == "/chat-messages").BodyText);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_cancelled_answer_is_stopped_on_the_server()
    {
        await using var session = new CliSession(App(AppKind.Chat));
        session.Server.OnRun(run => run.Text("Half").WaitForStop());
        using var interrupt = new CancellationTokenSource();
        session.OnOutput("Half", _ => interrupt.Cancel());

        var result = await session.RunAsync(interrupt.Token, "chat", "hi");

        Assert.Equal(130, result.ExitCode);
        await session.Server.Runs[0].WaitForStatusAsync("stopped", session.Bound);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(AppKind.Chat, "chat", "hi")]
    [InlineData(AppKind.Completion, "complete", "tea")]
    [InlineData(AppKind.Workflow, "run", "--no-check")]
    public async Task What_is_cancelled_before_its_first_event_is_stopped_before_the_command_ends(
        AppKind kind, string command, string argument)
    {
        await using var session = new CliSession(App(kind));
        var begins = new RunSignal();
        session.Server.OnRun(run => (kind == AppKind.Workflow ? run.Hold(begins).Started() : run.Hold(begins)).Text("Half").WaitForStop());
        using var interrupt = new CancellationTokenSource();

        Task<CliResult> running = session.RunAsync(interrupt.Token, command, argument);
        await begins.WaitUntilReachedAsync(session.Bound);
        await interrupt.CancelAsync();
        begins.Set();
        var result = await running;

        Assert.Equal(130, result.ExitCode);
        Assert.Single(session.Server.Requests, request => request.Path.EndsWith("/stop", StringComparison.Ordinal));
        await session.Server.Runs[0].WaitForStatusAsync("stopped", session.Bound);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_answer_that_fails_ends_the_command_with_its_error()
    {
        await using var session = new CliSession(App(AppKind.Chat));
        session.Server.OnRun(run => run.Fail("slow down"));

        var result = await session.RunAsync("chat", "hi");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("slow down", result.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_text_generator_writes()
    {
        await using var session = new CliSession(App(AppKind.Completion));

        var result = await session.RunAsync("complete", "tea", "--input", "tone=calm");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("Hello from the stand-in server.", result.Output);
        var sent = JObject.Parse(session.Server.Requests.Single().BodyText);
        Assert.Equal(("tea", "calm"), ((string?)sent["inputs"]!["query"], (string?)sent["inputs"]!["tone"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_document_goes_up_is_listed_found_and_deleted()
    {
        await using var session = new CliSession(App(AppKind.Knowledge));
        var path = Path.Combine(session.Folder, "guide.txt");
        await File.WriteAllTextAsync(path, "The museum opens at ten.");

        Assert.Equal(0, (await session.RunAsync("knowledge", "create", "guide")).ExitCode);
        Assert.Contains("guide", (await session.RunAsync("knowledge", "list")).Output);
        var upload = await session.RunAsync("knowledge", "upload", "guide", path);
        Assert.True(upload.ExitCode == 0, upload.ToString());
        Assert.Contains("completed", upload.Output);
        Assert.Contains("guide.txt", (await session.RunAsync("knowledge", "documents", "guide")).Output);
        Assert.Contains("museum opens", (await session.RunAsync("knowledge", "search", "guide", "museum")).Output);

        var unknown = await session.RunAsync("knowledge", "search", "guid", "museum");
        Assert.True(unknown.ExitCode == 2, unknown.ToString());
        Assert.Contains("'guide'", unknown.Error);
        Assert.Equal(2, (await session.RunAsync("knowledge", "delete", "guide")).ExitCode);
        Assert.Equal(0, (await session.RunAsync("knowledge", "delete", "guide", "--yes")).ExitCode);
        Assert.DoesNotContain("guide", (await session.RunAsync("knowledge", "list")).Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Deleting_asks_first()
    {
        await using var session = new CliSession(App(AppKind.Knowledge));
        await session.RunAsync("knowledge", "create", "kept");
        session.Typed.Enqueue("n");

        await session.RunAsync("knowledge", "delete", "kept");

        Assert.DoesNotContain(session.Server.Requests, request => request.Method == "DELETE");
    }
}
