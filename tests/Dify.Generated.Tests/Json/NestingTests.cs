using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Json;

/// <summary>
/// JSON that is nested very deep, from the server and from the caller: refused, and as deep as it is taken it fits into a small stack.
/// Newtonsoft.Json goes down level by level, and a stack that overflows ends the process.
/// </summary>
[Trait(Goal.Trait, "C8")]
public sealed class NestingTests(ITestOutputHelper output)
{
    private const int Depth = 100_000;

    // A third of what the platform gives a thread. 256 KB were seen to overflow in an optimized build, where Newtonsoft.Json copies a value
    // of the greatest depth.
    private const int SmallStack = 512 * 1024;

    // Beside the value itself, an answer or a body has one level, and inputs in it another.
    private const int Deepest = 126;

    private static readonly string Arrays = Nested("[", "]", Depth);
    private static readonly string Objects = Nested("{\"a\":", "}", Depth);

    private static readonly Dictionary<string, (int Status, string Type, string Body)> Answers = new()
    {
        ["arrays"] = (200, "application/json", Arrays),
        ["objects"] = (200, "application/json", Objects),
        ["without an end"] = (200, "application/json", new string('[', Depth)),
        ["in free-form members"] =
            (200, "application/json", $$"""{"outputs":{"a":{{Objects}} },"inputs":{{Arrays}},"data":{"outputs":{{Objects}},"inputs":{{Objects}} } }"""),
        ["in members that nobody knows"] = (200, "application/json", $$"""{"of_tomorrow":{{Arrays}}}"""),
        ["in the data of an event"] =
            (200, "text/event-stream", $"data: {{\"event\":\"workflow_finished\",\"data\":{{\"outputs\":{Objects}}}}}\n\n"),
        ["in an event that nobody knows"] = (200, "text/event-stream", $"data: {{\"event\":\"of_tomorrow\",\"data\":{Arrays}}}\n\n"),
        ["before the name of an event"] = (200, "text/event-stream", $"data: {{\"data\":{Arrays},\"event\":\"workflow_finished\"}}\n\n"),
        ["instead of an event"] = (200, "text/event-stream", $"data: {Arrays}\n\n"),
        ["instead of a problem"] = (400, "application/json", Objects),
        ["in a problem"] = (500, "application/json", $$"""{"code":"internal_server_error","message":{{Objects}},"status":500}"""),
    };

    [Fact(Timeout = 120_000)]
    public async Task No_answer_overflows_the_stack()
    {
        int refused = 0, unread = 0;
        foreach ((string description, (int status, string type, string body)) in Answers)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(body);
            foreach (ClientOperation operation in ClientOperation.All)
            {
                using DifyWorkflowClient client = StubHandler.Always(status, type, bytes)
                    .CreateClient(options => options.Retry.MaxRetries = 0);
                Exception? failure = await Record.ExceptionAsync(() => operation.CallAsync(client, "text", CancellationToken.None));

                // A file is not read as JSON, and an answer without content is not read at all.
                Assert.True(failure is null or DifyApiException, $"{operation.Name}, {description}: {failure}");
                Assert.True(failure is not null || status == 200, $"{operation.Name}, {description}");
                refused += failure is null ? 0 : 1;
                unread += failure is null ? 1 : 0;
            }
        }

        output.Report(
            "C8",
            $"JSON of depth {Depth:N0} as an answer, in it, as an event, in it, as a problem, in it: refused in {refused:N0} calls, not looked at in {unread}, 0 stack overflows");
    }

    [Fact(Timeout = 60_000)]
    public async Task An_answer_that_is_too_deep_is_a_failure_of_the_protocol()
    {
        foreach (string body in new[]
        {
            Arrays,
            Objects,
            Answers["in free-form members"].Body,
            Answers["in members that nobody knows"].Body,
        })
        {
            using DifyWorkflowClient client = StubHandler.Json(body).CreateClient();
            await Assert.ThrowsAsync<DifyProtocolException>(() => client.GetWorkflowRunDetailAsync(SampleId.Run));
            await Assert.ThrowsAsync<DifyProtocolException>(() => client.ExecuteWorkflowAsync(Samples.Run()));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_text_that_holds_deep_JSON_stays_a_text()
    {
        using DifyWorkflowClient client = StubHandler.Json($"{{\"id\":\"r\",\"inputs\":\"{Arrays}\"}}").CreateClient();

        Assert.Equal(Arrays, (string?)(await client.GetWorkflowRunDetailAsync(SampleId.Run)).Inputs);
    }

    [Fact(Timeout = 60_000)]
    public Task The_deepest_JSON_that_is_taken_fits_into_a_small_stack() => OnSmallStackAsync(async () =>
    {
        int thread = Environment.CurrentManagedThreadId;
        string outputs = Nested("{\"a\":", "}", Deepest);
        string finished =
            $$$"""{"id":"r","task_id":"t","workflow_run_id":"r","data":{"id":"r","status":"succeeded","outputs":{{{outputs}}}}}""";
        using DifyWorkflowClient client = StubHandler.Json(finished).CreateClient();
        WorkflowBlockingResponse answer = await client.ExecuteWorkflowAsync(Samples.Run(NestedObject(Deepest)));
        Assert.Equal(Deepest, DepthOf(answer.Data.Outputs));

        using DifyWorkflowClient streaming = StubHandler.Always(
            200,
            "text/event-stream",
            Encoding.UTF8.GetBytes($"data: {finished.Insert(1, "\"event\":\"workflow_finished\",")}\n\n")).CreateClient();
        await using IAsyncEnumerator<WorkflowStreamEvent> events =
            streaming.ExecuteWorkflowStreamingAsync(Samples.Run(WorkflowInputs.From(Values(new Link(Deepest))))).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(Deepest, DepthOf(((WorkflowFinishedEvent)events.Current).Data.Outputs));

        // The stub answers at once, so that all of it has happened on this stack.
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
    });

    [Fact(Timeout = 60_000)]
    public async Task Inputs_that_are_too_deep_are_refused_before_anything_is_sent()
    {
        StubHandler handler = StubHandler.Json("{}");
        using DifyWorkflowClient client = handler.CreateClient();
        int refused = 0;
        foreach (int depth in new[] { Deepest + 2, Depth })
        {
            WorkflowExecutionRequest run = Samples.Run(NestedObject(depth));
            var form = new SubmitWorkflowHumanInputFormRequest { Action = "a", User = "u", Inputs = NestedObject(depth) };
            (string Parameter, Func<Task> Call)[] calls =
            [
                ("request", () => client.ExecuteWorkflowAsync(run)),
                ("request", async () => await client.ExecuteWorkflowStreamingAsync(run).GetAsyncEnumerator().MoveNextAsync()),
                ("request", () => client.RunWorkflowByIdAsync(SampleId.Workflow, run)),
                ("request", () => client.StartWorkflowAsync(run)),
                ("request", () => client.StartWorkflowByIdAsync(SampleId.Workflow, run)),
                ("request", () => client.SubmitWorkflowHumanInputFormAsync("f", form)),
                ("value", () => Made(() => new WorkflowInputs { ["a"] = NestedObject(depth + 1) })),
                ("value", () => Made(() => new WorkflowInputs { { "a", NestedArray(depth + 1) } })),
                ("value", () => Made(() => new HumanInputAnswers { ["a"] = NestedObject(depth + 1) })),
                ("values", () => Made(() => WorkflowInputs.From(Values(new Link(depth + 1))))),
                ("values", () => Made(() => WorkflowInputs.From(Values(NestedArray(depth + 1))))),
            ];
            foreach ((string parameter, Func<Task> call) in calls)
            {
                Exception? failure = await Record.ExceptionAsync(call);
                Assert.True(failure is ArgumentException argument && argument.ParamName == parameter, failure?.ToString());
                Assert.Contains("128", failure!.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.Equal(0, handler.Count);
        output.Report(
            "C8",
            $"inputs and answers of depth {Deepest + 2} and {Depth:N0} given by the caller: {refused} of {refused} refused before anything was sent, 0 stack overflows");
    }

    [Fact]
    public void A_broad_value_is_not_taken_for_a_deep_one()
    {
        var broad = new JArray(Enumerable.Range(0, 1000)
            .Select(number => new JObject { ["a"] = new JArray(number, new JObject { ["b"] = number }), ["c"] = new JObject() }));

        Assert.True(JToken.DeepEquals(broad, new WorkflowInputs { ["broad"] = broad }.ToJson()["broad"]), "The value was changed.");
    }

    private static Task Made(Func<object> make)
    {
        make();
        return Task.CompletedTask;
    }

    private static string Nested(string open, string close, int depth) =>
        string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));

    private static JObject NestedObject(int depth)
    {
        JToken value = 1;
        for (int level = 0; level < depth; level++)
        {
            value = new JObject { ["a"] = value };
        }

        return (JObject)value;
    }

    private static JArray NestedArray(int depth)
    {
        JToken value = 1;
        for (int level = 0; level < depth; level++)
        {
            value = new JArray(value);
        }

        return (JArray)value;
    }

    private static int DepthOf(JToken? token)
    {
        int depth = 0;
        for (; token is JObject; token = token["a"])
        {
            depth++;
        }

        return depth;
    }

    private static Dictionary<string, object?> Values(object value) => new() { ["a"] = value };

    private static Task OnSmallStackAsync(Func<Task> action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    action().GetAwaiter().GetResult();
                    done.SetResult();
                }
                catch (Exception exception)
                {
                    done.SetException(exception);
                }
            },
            SmallStack);
        thread.Start();
        return done.Task;
    }

    /// <summary>An object of the caller's that holds itself in another one, and so on.</summary>
    private sealed class Link
    {
        public Link(int depth)
        {
            Link link = this;
            for (int level = 1; level < depth; level++)
            {
                link = link.Next = new Link(1);
            }
        }

        [Newtonsoft.Json.JsonProperty("a", NullValueHandling = Newtonsoft.Json.NullValueHandling.Ignore)]
        public Link? Next { get; private set; }
    }
}
