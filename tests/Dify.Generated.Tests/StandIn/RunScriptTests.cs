using System.IO;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class RunScriptTests
{
    internal const string Whole = """
        {
          "stop_ends_as": "failed",
          "runs": [
            { "steps": [
              "ping", "started",
              { "text": "Hello" }, { "text": { "text": "\n", "from": [ "end", "answer" ] } }, { "reasoning": { "reasoning": "hm", "is_final": true } },
              { "node_started": { "node_id": "n", "title": "N", "node_type": "llm" } },
              { "node_retry": { "node_id": "n", "retry_index": 1, "error": "e" } },
              { "node_finished": { "node_id": "n", "outputs": { "a": 1 } } },
              { "iteration_started": { "node_id": "i" } }, { "iteration_next": { "node_id": "i", "index": 1 } }, { "iteration_completed": { "node_id": "i" } },
              { "loop_started": { "node_id": "l" } }, { "loop_next": { "node_id": "l", "index": 1 } }, { "loop_completed": { "node_id": "l" } },
              { "agent_log": { "node_id": "n", "label": "call" } },
              { "text_to_speech": [ "AQID" ] },
              { "event": { "event": "brand_new", "data": { "x": 1 } } },
              { "raw": "event: ping\n\n" },
              { "wait": 0 },
              { "pause": { "content": "Go on?", "inputs": [ { "name": "note", "type": "select", "options": [ "a", "b" ] } ], "actions": [ { "id": "go" } ], "token": "tok" } },
              "wait_for_reader",
              { "partial_success": { "outputs": { "a": 1 }, "exceptions_count": 2 } }
            ] },
            { "workflow_id": "7b2c5a0e-3b0b-4f4e-9d53-0d8d2f2b7a11", "steps": [ "started", "wait_for_stop" ] },
            { "steps": [ { "error": { "code": "invalid_param", "status": 400, "message": "No.", "shape": "documented" } }, { "pings_after_error": 1 }, "drop" ] }
          ]
        }
        """;

    [Fact(Timeout = 30_000)]
    public async Task A_file_is_played_run_by_run()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, Whole);
        try
        {
            await using var session = new StandInSession(
                new DifyTestServerOptions { Script = RunScript.Load(path), StopLatency = System.TimeSpan.Zero });
            using EventReader events = await session.StreamAsync();
            Assert.Equal(
                [
                    "workflow_started", "text_chunk", "text_chunk", "reasoning_chunk", "node_started", "node_retry", "node_finished",
                    "iteration_started", "iteration_next", "iteration_completed", "loop_started", "loop_next", "loop_completed",
                    "agent_log", "tts_message", "tts_message_end", "brand_new", "node_started", "human_input_required", "workflow_paused",
                ],
                await events.NamesToEndAsync());
            (await session.PostAsync("form/human_input/tok", new { inputs = new { note = "a" }, action = "go", user = "user-1" }))
                .EnsureSuccessStatusCode()
                .Dispose();
            using EventReader rest = await session.EventsAsync(session.Server.Runs[0].RunId);
            Assert.Equal("partial-succeeded", (string?)(await rest.UntilAsync("workflow_finished"))["data"]!["status"]);

            using EventReader failing = await session.StreamAsync();
            Assert.Equal(session.Server.Runs[1].TaskId, (string?)(await failing.UntilAsync("error"))["task_id"]);

            using EventReader stopped = await session.StreamAsync(path: "workflows/7b2c5a0e-3b0b-4f4e-9d53-0d8d2f2b7a11/run");
            await stopped.UntilAsync("workflow_started");
            (await session.StopAsync(session.Server.Runs[2].TaskId)).Dispose();
            Assert.Equal("failed", (string?)(await stopped.UntilAsync("workflow_finished"))["data"]!["status"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("{", "script(1,1): the text is not JSON")]
    [InlineData("[]", "script: an object is needed here.")]
    [InlineData("{\"runs\":[]}", "runs: at least one run is needed")]
    [InlineData("{\n\"rums\":[]}", "script(2,7): rums: there is no such member of 'script'; there are $schema, server_version,")]
    [InlineData("{\"runs\":[{\"steps\":[\n\"begun\"]}]}", "script(2,7): steps: there is no step 'begun'; there are agent_log,")]
    [InlineData("{\"runs\":[{\"steps\":[\"text\"]}]}", "the step 'text' needs a value")]
    [InlineData("{\"runs\":[{\"steps\":[{\"drop\":1}]}]}", "drop: the step takes no value: write \"drop\".")]
    [InlineData("{\"runs\":[{\"steps\":[{\"text\":7}]}]}", "text: text is needed here, or an object with 'text' and 'from'.")]
    [InlineData("{\"runs\":[{\"steps\":[{\"text\":{\"text\":\"a\"}}]}]}", "text: the member 'from' is missing.")]
    [InlineData("{\"runs\":[{\"steps\":[{\"node_started\":{}}]}]}", "node_started: the member 'node_id' is missing.")]
    [InlineData("{\"runs\":[{\"steps\":[{\"finish\":{\"outputs\":1}}]}]}", "outputs: an object is needed here.")]
    [InlineData("{\"runs\":[{\"steps\":[{\"wait\":-1}]}]}", "wait: the time must be between 0 and 86400 seconds.")]
    [InlineData(
        "{\"runs\":[{\"steps\":[{\"error\":{\"shape\":\"round\"}}]}]}", "shape: it must be 'pipeline', 'worker_setup' or 'documented'.")]
    [InlineData("{\"runs\":[{\"steps\":[{\"pause\":{\"inputs\":[{}]}}]}]}", "inputs: the member 'name' is missing.")]
    [InlineData("{\"runs\":[{\"steps\":[{\"text_to_speech\":[\"?\"]}]}]}", "text_to_speech: it must be audio in base64.")]
    [InlineData("{\"runs\":[{\"workflow_id\":\"x\",\"steps\":[]}]}", "workflow_id: it must be a UUID.")]
    [InlineData("{\"stop_ends_as\":\"dead\"}", "stop_ends_as: it must be 'stopped' or 'failed'.")]
    [InlineData("{\"runs\":[{\"steps\":[]}]}", "steps: the run has no steps and so never ends")]
    [InlineData("{\"runs\":[{\n\"steps\":[\"started\"]}]}", "script(2,8): steps: the run has no end: finish, fail,")]
    [InlineData("{\"runs\":[{\"steps\":[\"drop\"]}]}", "steps: the run goes on behind its closed stream and never ends")]
    [InlineData("{\"runs\":[{\"steps\":[\"started\",{\"text\":\"a\"},\"end_stream\"]}]}", "wait_for_reader before lets it wait")]
    [InlineData("{\"app_state\":\"gone\"}", "app_state: it must be 'published' or 'unpublished' or 'api_disabled'.")]
    [InlineData("{\"server_version\":\"new\"}", "server_version: it must be a version such as '1.14.2'.")]
    [InlineData("{\"api_key\":\"a b\"}", "api_key: it must be a key without spaces")]
    [InlineData("{\"parameters\":{\"user_input_form\":[{\"text\":{}}]}}", "text: the member 'variable', the input's name, is missing.")]
    [InlineData(
        "{\"parameters\":{\"user_input_form\":[{\"text\":{\"variable\":\"a\"}}]}}",
        "text: there is no such type of input; there are text-input,")]
    [InlineData("{\"responses\":[{}]}", "responses: the member 'request' is missing.")]
    [InlineData("{\"responses\":[{\"request\":\"/info\"}]}", "request: it must be a method and a path, such as 'POST /workflows/run'.")]
    [InlineData(
        "{\"responses\":[{\"request\":\"GET /v1/info\",\"html\":\"x\"}]}",
        "The API has no GET /v1/info; paths begin below /v1. GET /info comes nearest.")]
    [InlineData("{\"responses\":[{\"request\":\"GET /info\"}]}", "what to answer is missing: one of problem, json,")]
    [InlineData(
        "{\"responses\":[{\"request\":\"GET /info\",\"html\":\"x\",\"text\":\"y\"}]}",
        "an answer has one of problem, json, text, html, connection, not several.")]
    [InlineData("{\"responses\":[{\"request\":\"GET /info\",\"html\":\"x\",\"status\":99}]}", "status: the number must be at least 200.")]
    [InlineData(
        "{\"responses\":[{\"request\":\"GET /info\",\"connection\":\"cut\",\"status\":500}]}",
        "status: it needs an answer that has a status")]
    [InlineData("{\"responses\":[{\"request\":\"GET /info\",\"problem\":{}}]}", "problem: the member 'code' is missing.")]
    [InlineData(
        "{\"responses\":[{\"request\":\"GET /info\",\"html\":\"x\",\"headers\":{\"a b\":\"c\"}}]}", "a b: it is no name of a header.")]
    [InlineData("{\"responses\":[{\"request\":\"GET /info\",\"html\":\"x\",\"call\":0}]}", "call: the number must be at least 1.")]
    public void A_mistake_is_named_with_its_place(string json, string message)
    {
        RunScriptException mistake = Assert.Throws<RunScriptException>(() => RunScript.Parse(json));
        Assert.Contains(message, mistake.Message);
    }
}
