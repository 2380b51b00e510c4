using System;
using System.Threading.Tasks;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.OddAnswers;

/// <summary>What a server says of a failure within a stream, in whatever form, is read like the body of a failed answer.</summary>
public sealed class StreamProblemTests
{
    [Theory(Timeout = 30_000)]
    [InlineData(
        """{"event":"error","code":"provider_quota_exceeded","message":{"message":"m"},"status":400}""",
        400,
        "provider_quota_exceeded",
        """{"message":"m"}""")]
    [InlineData(
        """{"event":"error","code":"provider_quota_exceeded","message":["m"],"status":"429"}""",
        429,
        "provider_quota_exceeded",
        """["m"]""")]
    [InlineData("""{"event":"error","code":"c","message":"m","status":429.0}""", 429, "c", "m")]
    [InlineData("""{"event":"error","code":{"a":1},"message":"m","status":503}""", 503, "", "m")]
    [InlineData("""{"event":"error","message":"m","status":503}""", 503, "", "m")]
    [InlineData("""{"event":"error","data":{"code":"c","message":"m","status":503}}""", 503, "c", "m")]
    [InlineData("""{"event":"error","error":{"code":"c","message":"m"}}""", 0, "c", "m")]
    [InlineData("""{"code":"c","message":"m","status":503}""", 503, "c", "m")]
    [InlineData("""{"code":"c","message":"m"}""", 0, "c", "m")]
    public async Task Its_words_are_kept_once_the_run_has_begun(string json, int status, string code, string message)
    {
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead().Event(EventJson.Started()).Event(json).WaitForClose());
        (_, Exception? failure) = await session.ReadToEndAsync();

        var error = Assert.IsType<WorkflowRunException>(failure);
        Assert.Equal(
            (status, code, message, EventJson.RunId), (error.Problem!.Status, error.Code.Value, error.ServerMessage, error.WorkflowRunId));
        Assert.DoesNotContain("\"m\"", error.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("""{"event":"error","message":{"inputs":"m"},"status":500}""", typeof(DifyInvalidRequestException), 400)]
    [InlineData("""{"event":"error","message":"m","status":"503"}""", typeof(DifyServerException), 503)]
    [InlineData("""{"event":"error","message":"m","status":429.0}""", typeof(DifyRateLimitException), 429)]
    public async Task Before_the_run_has_begun_it_is_the_failure_of_a_call(string json, Type type, int status)
    {
        await using StreamSession session = StreamSession.On(WireScript.Request.StreamHead().Ping().Event(json).WaitForClose());
        (_, Exception? failure) = await session.ReadToEndAsync();

        var error = Assert.IsAssignableFrom<DifyApiException>(failure);
        Assert.Equal((type, status), (error.GetType(), error.StatusCode));
        Assert.Contains("m", error.ServerMessage, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("{\"code\":\"app_unavailable\",\"message\":\"m\",\"status\":400}")]
    [InlineData("{\"code\":\"app_unavailable\",\"message\":\"m\",\"status\":400}\n")]
    [InlineData("{\n  \"code\": \"app_unavailable\",\n  \"message\": \"m\",\n  \"status\": 400\n}\n\n")]
    [InlineData("event: ping\n\n{\"code\":\"app_unavailable\",\"message\":\"m\",\"status\":400}\r\n\r\n")]
    public async Task A_body_that_is_one_bare_problem_is_that_problem(string body)
    {
        await using StreamSession session = StreamSession.On(WireScript.Request.UnframedStreamHead().Write(body).Fin());
        (_, Exception? failure) = await session.ReadToEndAsync();

        var error = Assert.IsAssignableFrom<DifyApiException>(failure);
        Assert.Equal((DifyErrorCode.AppUnavailable, "m"), (error.Code, error.ServerMessage));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_a_gateway_says_at_the_end_does_not_end_a_run_that_has_begun()
    {
        await using StreamSession session = StreamSession.On(
            WireScript.Request.UnframedStreamHead()
                .Write(EventJson.Frame(EventJson.Started()))
                .Write("{\"message\":\"upstream timed out\"}")
                .Fin(),
            WireScript.Request.StreamHead().Event(EventJson.Started()).Event(EventJson.Finished()).LastChunk());
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);

        Assert.True((await run.WaitAsync(session.Bound)).IsSuccess);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_pause_whose_reasons_are_odd_is_a_pause()
    {
        string pause = EventJson.Of(
            "workflow_paused",
            new { paused_nodes = new[] { "n" }, status = "paused", reasons = new object?[] { null }, total_price = 1e300 });
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead().Event(EventJson.Started()).Event(pause).WaitForClose());
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);
        WorkflowOutcome outcome = await run.WaitAsync(session.Bound);

        Assert.Equal((WorkflowRunStatus.Paused, 0), (outcome.Status, outcome.Forms.Count));
    }
}
