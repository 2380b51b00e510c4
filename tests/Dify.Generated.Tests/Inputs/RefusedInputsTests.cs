using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Inputs;

/// <summary>For one input that a server refuses, a stream and a blocking call throw the same exception, in the way of either
/// version.</summary>
public sealed class RefusedInputsTests
{
    private const string Id = SampleId.Run;

    // The server trips over a list or an object as a number: Python's TypeError, which its API answers with 500 internal_server_error and
    // the words of every fault of its own. Only its streams pass on what was wrong, so the two differ in the server's words alone.
    private static readonly string[] TrippedOver = ["[1]", "{\"a\":1}"];

    [Theory(Timeout = 60_000)]
    [InlineData("the_variable")]
    [InlineData("quota")]
    [InlineData("rate_limit")]
    [InlineData("overload_of_requests")]
    public async Task Every_refusal_of_the_table_is_one_exception(string variable)
    {
        string[] words = [.. ServerAnswersToInputs.Rows
            .Where(row => !row.IsTaken && !(row.Kind == "number" && TrippedOver.Contains(row.Value)))
            .Select(row => Words(variable, row.Kind, row.Settings, row.Value))];
        Assert.InRange(words.Length, 30, int.MaxValue);
        foreach (string said in words)
        {
            Assert.Equal((typeof(DifyInvalidRequestException), 400, "invalid_param", false, said, null), await RefusedAsync(said, null));
            foreach (string[] events in Streams(said))
            {
                Assert.Equal(await RefusedAsync(said, null), await RefusedAsync(said, events));
            }
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Too many requests. Please try again later.")]
    [InlineData("Invalid upload file")]
    [InlineData("File validation failed for file: quota.pdf")]
    public async Task So_is_what_is_refused_for_another_reason_than_the_form(string said)
    {
        foreach (string[] events in Streams(said))
        {
            Assert.Equal(await RefusedAsync(said, null), await RefusedAsync(said, events));
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("[1]", "<class 'list'>")]
    [InlineData("{\"a\":1}", "<class 'dict'>")]
    public async Task What_the_server_trips_over_is_one_exception_but_for_its_words(string value, string of)
    {
        string said = $"expected value type int, float or str, got {of}, value: {value}";
        foreach (bool isChecked in (bool[])[false, true])
        {
            (string path, DifyApiException failure) = await TripAsync(JToken.Parse(value), isChecked);
            Assert.Equal(isChecked ? "GET /v1/parameters" : "POST /v1/workflows/run, GET /v1/parameters", path);
            if (isChecked)
            {
                continue;
            }

            foreach (string[] events in Streams(said))
            {
                var (type, status, code, isTransient, words, kind) = await RefusedAsync(said, events);
                Assert.Equal(said, words);
                Assert.Equal(
                    (type, status, code, isTransient, kind),
                    (failure.GetType(), failure.StatusCode, failure.Code.Value, failure.IsTransient, null));
            }

            Assert.Equal("m", failure.ServerMessage);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("12")]
    [InlineData("\"[1]\"")]
    public async Task A_fault_of_the_server_stays_one_where_the_inputs_fit(string value)
    {
        (string path, DifyApiException failure) = await TripAsync(JToken.Parse(value), isChecked: false);
        Assert.Equal("POST /v1/workflows/run", path);
        Assert.IsType<DifyServerException>(failure);
    }

    // 1.14.2 says it in an error event without a code, newer servers as the end of a run that nobody knows.
    private static IEnumerable<string[]> Streams(string said) =>
    [
        [Json(new { @event = "error", message = said, status = 500 })],
        [
            Json(new { @event = "workflow_started", workflow_run_id = Id, task_id = Id, data = new { id = Id, workflow_id = "w" } }),
            Json(new
            {
                @event = "workflow_finished",
                workflow_run_id = Id,
                task_id = Id,
                data = new { id = Id, workflow_id = "w", status = "failed", error = said, total_steps = 0, created_by = new { } },
            }),
        ],
    ];

    // A blocking call with this age, which the server does not survive: the requests that go out, and what is thrown.
    private static async Task<(string Requests, DifyApiException Failure)> TripAsync(JToken age, bool isChecked)
    {
        const string Form = """{"user_input_form":[{"number":{"variable":"age","label":"Age","required":true}}]}""";
        var asked = new ConcurrentQueue<string>();
        var handler = new StubHandler((request, _) =>
        {
            asked.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
            return Task.FromResult(request.Method == HttpMethod.Get
                ? StubHandler.Answer(200, "application/json", Encoding.UTF8.GetBytes(Form))
                : StubHandler.Problem(500, "internal_server_error"));
        });
        using DifyWorkflowClient client = handler.CreateClient(options => (options.CheckInputs, options.Retry.MaxRetries) = (isChecked, 0));
        var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["age"] = age }, User = "user-1" };
        if (isChecked)
        {
            var blocking = await Assert.ThrowsAsync<InvalidInputsException>(() => client.ExecuteWorkflowAsync(request));
            var streaming = await Assert.ThrowsAsync<InvalidInputsException>(() => client.RunAsync(request));
            Assert.Equal(blocking.Message, streaming.Message);
            Assert.Contains("age", blocking.Message);
            return (string.Join(", ", asked.Distinct()), null!);
        }

        var failure = await Assert.ThrowsAnyAsync<DifyApiException>(() => client.ExecuteWorkflowAsync(request));
        return (string.Join(", ", asked), failure);
    }

    private static string Json(object value) => JObject.FromObject(value).ToString(Formatting.None);

    private static string Words(string variable, string kind, string settings, string? value) => (kind, value) switch
    {
        (_, null or "null") => $"{variable} is required in input form",
        ("select", _) => $"{variable} in input form must be one of the following: ['x', 'y']",
        ("number", _) => $"{variable} in input form must be a valid number",
        ("file-list", _) => $"{variable} in input form must be a list of files",
        ("file", _) => $"{variable} in input form must be a file",
        ("json_object", _) => $"{variable} in input form must be a dict",
        _ when settings.Contains("max_length", StringComparison.Ordinal) => $"{variable} in input form must be less than 3 characters",
        _ => $"(type '{kind}') {variable} in input form must be a string",
    };

    private static async Task<(Type, int, string, bool, string?, RateLimitKind?)> RefusedAsync(string said, string[]? events)
    {
        byte[] answer = Encoding.UTF8.GetBytes(events is null
            ? Json(new { code = "invalid_param", message = said, status = 400 })
            : string.Concat(events.Select(EventJson.Frame)));
        StubHandler handler = StubHandler.Always(
            events is null ? 400 : 200, events is null ? "application/json" : "text/event-stream", answer);
        using DifyWorkflowClient client = handler.CreateClient(options => options.Retry.MaxRetries = 0);
        var failure = await Assert.ThrowsAnyAsync<DifyApiException>(
            () => events is null ? client.ExecuteWorkflowAsync(Samples.Run()) : client.RunAsync(Samples.Run()));
        return (failure.GetType(), failure.StatusCode, failure.Code.Value, failure.IsTransient, failure.ServerMessage,
            (failure as DifyRateLimitException)?.Kind);
    }
}
