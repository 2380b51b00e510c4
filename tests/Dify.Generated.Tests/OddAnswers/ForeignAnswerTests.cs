using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;
using Xunit;

namespace Dify.Generated.Tests.OddAnswers;

/// <summary>JSON with a status of success that is not what the operation answers: a login service, a gateway, a server of another
/// kind.</summary>
public sealed class ForeignAnswerTests
{
    private static readonly string[] Bodies =
    [
        "{}",
        """{"detail":"Not authenticated"}""",
        """{"success":false,"message":"upstream down"}""",
        """{"error":"bad"}""",
        """{"error":{"message":"bad","type":"server_error"}}""",
        """{"code":102,"message":"no run"}""",
        """{"code":"invalid_param","message":"m"}""",
        """{"status":"ok"}""",
        """{"data":null}""",
        """{"ok":false}""",
        """{"result":null,"data":{"id":null}}""",
        """{"id":{"a":1},"result":[],"data":"later","task_id":5}""",
        """{"error_msg":"404 Route Not Found"}""",
        """{"errors":[{"message":"bad","extensions":{"code":"E"}}]}""",
        """{"msg":"upstream down"}""",
        """{"fault":{"faultstring":"bad","detail":{"errorcode":"steps.Fault"}}}""",
        """{"kind":"Status","status":"Failure","message":"upstream down","reason":"Forbidden"}""",
        """{"type":"about:blank","status":"x","instance":"/v1"}""",
        """{"message":null,"request_id":"abc"}""",
        """{"message":"no Route matched with those values"}""",
        "[]",
        "[null]",
        "\"OK\"",
        "true",
        "0",
    ];

    // Those that say in words what is wrong.
    private static bool HasWords(string body)
        => body.StartsWith('{')
            && new[] { "\"message\":\"", "\"msg\"", "detail\":\"", "error", "fault" }
                .Any(words => body.Contains(words, System.StringComparison.Ordinal));

    // The one operation whose answer is an empty object.
    private const string EmptyAnswer = "SubmitWorkflowHumanInputFormAsync";

    private static IEnumerable<ClientOperation> OfJson
        => ClientOperation.All.Where(operation =>
            ApiDocument.English.Operations.Any(known => operation.Name.Equals(known.Id + "Async", System.StringComparison.OrdinalIgnoreCase)
            && (known.Answer(200).ContainsKey("application/json") || known.Answer(201).ContainsKey("application/json"))));

    public static TheoryData<string, string, int> Answers()
    {
        var answers = new TheoryData<string, string, int>();
        foreach (ClientOperation operation in OfJson)
        {
            foreach (string body in Bodies)
            {
                answers.Add(operation.Name, body, 200);
                answers.Add(operation.Name, body, 201);
            }
        }

        return answers;
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Answers))]
    public async Task It_is_never_taken_for_the_answer(string operation, string body, int status)
    {
        using DifyWorkflowClient client = StubHandler.Always(status, "application/json", Encoding.UTF8.GetBytes(body)).CreateClient();
        bool hasWords = HasWords(body);
        if (operation == EmptyAnswer && !hasWords && body.StartsWith('{'))
        {
            await ClientOperation.Named(operation).CallAsync(client, "text", CancellationToken.None);
            return;
        }

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(
            () => ClientOperation.Named(operation).CallAsync(client, "text", CancellationToken.None));

        Assert.Equal(status, failure.StatusCode);
        Assert.Equal(body, failure.ResponseBody);
        Assert.False(failure.IsTransient);
        Assert.Equal(hasWords, failure.ServerMessage is not null);
        Assert.Equal(body.Contains("invalid_param", System.StringComparison.Ordinal), failure.Code == DifyErrorCode.InvalidParam);
        foreach (string words in new[] { "upstream down", "Not authenticated", "no run", "bad" })
        {
            Assert.DoesNotContain(words, failure.Message, System.StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_operations_are_those_of_the_document() => Assert.True(OfJson.Count() >= 14, $"{OfJson.Count()}");

    [Theory(Timeout = 30_000)]
    [InlineData("""{"task_id":"t","workflow_run_id":"r"}""")]
    [InlineData("""{"task_id":"t","workflow_run_id":"r","data":{"id":"r"}}""")]
    [InlineData("""{"task_id":"","workflow_run_id":"r","data":{"id":"r","status":"succeeded"}}""")]
    [InlineData("""{"task_id":"t","workflow_run_id":"r","data":"later"}""")]
    public async Task A_blocking_run_without_its_end_is_none(string body)
    {
        using DifyWorkflowClient client = StubHandler.Always(202, "application/json", Encoding.UTF8.GetBytes(body)).CreateClient();

        Assert.Equal(202, (await Assert.ThrowsAsync<DifyProtocolException>(() => client.ExecuteWorkflowAsync(Samples.Run()))).StatusCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_record_whose_members_are_all_null_is_one()
    {
        using DifyWorkflowClient client = StubHandler.Json(
            """{"id":null,"workflow_id":null,"status":null,"inputs":null,"outputs":null,"error":null,"total_steps":null}""").CreateClient();

        WorkflowRunDetailResponse detail = await client.GetWorkflowRunDetailAsync(SampleId.Run);

        Assert.Null(detail.Id);
        Assert.Null(detail.Status);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("""{"code":"app_unavailable","message":"m","status":400}""", typeof(DifyInvalidRequestException))]
    [InlineData("""{"error":{"code":"unauthorized","message":"m","status":"401"}}""", typeof(DifyAuthenticationException))]
    [InlineData("""{"code":"too_many_requests","message":"m"}""", typeof(DifyRateLimitException))]
    public async Task A_problem_that_says_its_status_is_that_failure(string body, System.Type type)
    {
        using DifyWorkflowClient client = StubHandler.Json(body).CreateClient(options => options.Retry.MaxRetries = 0);

        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(type, failure.GetType());
        Assert.Equal(("m", false), (failure.ServerMessage, failure.Code.IsEmpty));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stop_that_was_refused_with_status_200_is_told()
    {
        await using var session = new Runs.RunSession(run => run.Started().WaitForStop());
        session.Server.Respond(
            "POST", "/workflows/tasks/{task_id}/stop", Dify.Generated.Testing.TestReply.Json(200, """{"success":false,"message":"no"}"""));
        WorkflowRun run = await session.StartAsync();
        await run.DisposeAsync();

        Assert.Equal("no", Assert.IsType<DifyProtocolException>(run.StopFailure).ServerMessage);
    }
}
