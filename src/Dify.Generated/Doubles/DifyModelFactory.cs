using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// Makes what only the client makes otherwise, for tests of code that uses <see cref="IDifyWorkflowClient"/> with a mock of it: outcomes,
/// runs, downloads, problems, answers. Classes of the
/// documents and exceptions have public constructors and need no factory. For tests of the calls themselves there is the stand-in server of
/// Dify.Generated.Testing.
/// </summary>
public static partial class DifyModelFactory
{
    private const string SampleRunId = "0f6b1c52-5d1e-4a40-9d5e-6a1f1c9d2b37";

    /// <summary>Makes a run that tells the given events, without a server: the very class that the client gives, with all of its
    /// behaviour.</summary>
    /// <param name="events">
    /// The events in order. Name and ids that are not set are filled in. What stands behind a pause comes when a form is sent in. Without
    /// an event that ends the run, its stream breaks off.
    /// </param>
    /// <param name="options">How the run is followed; null for the defaults. Without a server, nothing is taken up again.</param>
    /// <param name="workflowRunId">The id of the run, for events that have none: a UUID, as servers have it.</param>
    /// <param name="taskId">The id of its task, for events that have none.</param>
    /// <param name="cancellationToken">Cancels the run, as that of <see cref="IDifyWorkflowClient.StartWorkflowAsync"/> does.</param>
    /// <returns>The run, as <see cref="IDifyWorkflowClient.StartWorkflowAsync"/> returns it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An event is of a class that no name is known of, or the id of the run is no UUID.</exception>
    /// <exception cref="WorkflowRunException">The first event is an error.</exception>
    public static async Task<WorkflowRun> WorkflowRunAsync(
        IEnumerable<WorkflowStreamEvent> events,
        WorkflowRunOptions? options = null,
        string workflowRunId = SampleRunId,
        string taskId = "task-1",
        CancellationToken cancellationToken = default)
    {
        RequestCheck.Uuid(workflowRunId ?? throw new ArgumentNullException(nameof(workflowRunId)), nameof(workflowRunId));
        var script = new ScriptedAnswers(
            WorkflowRunServer.Events,
            events ?? throw new ArgumentNullException(nameof(events)),
            workflowRunId,
            new JObject { ["task_id"] = taskId });
        var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = "app-scripted" },
            new HttpClient(script) { Timeout = Timeout.InfiniteTimeSpan });
        return await client.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "scripted" }, options, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Makes a run that succeeds with a text and outputs, without a server.</summary>
    /// <param name="text">The text that the run streams, in one chunk; empty for none.</param>
    /// <param name="outputs">The outputs; null for none.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The run, as <see cref="IDifyWorkflowClient.StartWorkflowAsync"/> returns it.</returns>
    public static Task<WorkflowRun> WorkflowRunAsync(string text, JObject? outputs = null, CancellationToken cancellationToken = default)
    {
        var events = new List<WorkflowStreamEvent> { new WorkflowStartedEvent() };
        if (!string.IsNullOrEmpty(text))
        {
            events.Add(new TextChunkEvent { Data = new TextChunkData { Text = text } });
        }

        var end = new WorkflowFinishedData { Status = WorkflowRunStatus.Succeeded, Outputs = outputs };
        events.Add(new WorkflowFinishedEvent { Data = end });
        return WorkflowRunAsync(events, cancellationToken: cancellationToken);
    }

    /// <summary>Makes the outcome of a run.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="outputs">The outputs; null for none.</param>
    /// <param name="error">Why it failed; null if it did not.</param>
    /// <param name="text">The text of all chunks.</param>
    /// <param name="forms">The forms that it waits for; null for none.</param>
    /// <param name="workflowRunId">The id of the run.</param>
    /// <param name="taskId">The id of its task.</param>
    /// <param name="totalTokens">The tokens that it used.</param>
    /// <param name="totalSteps">The steps that ran.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="createdAt">When it began.</param>
    /// <param name="finishedAt">When it ended.</param>
    /// <param name="exceptionsCount">How many nodes failed along the way.</param>
    /// <param name="textIsComplete">Whether the text is known to be whole.</param>
    /// <param name="expiredForms">The forms that expired; null for none.</param>
    /// <param name="serverFault">What the client knows of a fault of the server; null for nothing.</param>
    /// <returns>The outcome.</returns>
    public static WorkflowOutcome WorkflowOutcome(
        WorkflowRunStatus status,
        JToken? outputs = null,
        string? error = null,
        string text = "",
        IReadOnlyList<HumanInputRequiredEvent>? forms = null,
        string? workflowRunId = SampleRunId,
        string? taskId = "task-1",
        long? totalTokens = null,
        long? totalSteps = null,
        TimeSpan? elapsed = null,
        DateTimeOffset? createdAt = null,
        DateTimeOffset? finishedAt = null,
        long? exceptionsCount = null,
        bool textIsComplete = true,
        IReadOnlyList<HumanInputRequiredEvent>? expiredForms = null,
        string? serverFault = null)
        => new(status)
        {
            TextIsComplete = textIsComplete,
            ExpiredForms = expiredForms ?? [],
            ServerFault = serverFault,
            Outputs = outputs,
            Error = error,
            Text = text,
            Forms = forms ?? [],
            WorkflowRunId = workflowRunId,
            TaskId = taskId,
            TotalTokens = totalTokens,
            TotalSteps = totalSteps,
            Elapsed = elapsed,
            CreatedAt = createdAt,
            FinishedAt = finishedAt,
            ExceptionsCount = exceptionsCount,
        };

    /// <summary>Makes a file as the server sends it.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="mediaType">Its media type; null for none.</param>
    /// <param name="fileName">Its name; null for none.</param>
    /// <param name="length">Its size; null if the server does not say.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    /// <exception cref="FormatException">The media type is none.</exception>
    public static FileDownload FileDownload(Stream content, string? mediaType = null, string? fileName = null, long? length = null)
    {
        var body = new StreamContent(content ?? throw new ArgumentNullException(nameof(content)));
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = body };
        response.Content.Headers.ContentType = mediaType is null ? null : System.Net.Http.Headers.MediaTypeHeaderValue.Parse(mediaType);
        response.Content.Headers.ContentLength = length;
        response.Content.Headers.ContentDisposition = fileName is null ? null : new("attachment") { FileNameStar = fileName };
        return new FileDownload(response, content);
    }

    /// <summary>Makes what the server says about a failure, for <see cref="DifyFailure.Problem"/>.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The code; left out for none.</param>
    /// <param name="message">The server's sentence; null for none.</param>
    /// <param name="members">All members of the body; null for those three.</param>
    /// <returns>The problem.</returns>
    public static DifyProblem DifyProblem(
        int status, DifyErrorCode code = default, string? message = null, IReadOnlyDictionary<string, JToken>? members = null)
    {
        var three = new JObject { ["code"] = code.Value, ["message"] = message, ["status"] = status };
        return members is null ? ProblemReader.Read(status, three) : new DifyProblem(status, code, message, members);
    }

    /// <summary>Makes an answer, for <see cref="DifyFailure.Response"/> and <see cref="DifyClientOptions.OnResponse"/>.</summary>
    /// <param name="operation">The id of the operation in the documents.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="headers">The headers; null for none.</param>
    /// <param name="body">The text of the answer; null for none.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public static DifyResponse DifyResponse(
        string operation, int statusCode = 200, IEnumerable<KeyValuePair<string, string>>? headers = null, string? body = null)
        => new(
            operation ?? throw new ArgumentNullException(nameof(operation)),
            statusCode,
            (headers ?? []).ToDictionary(static header => header.Key, static header => header.Value, StringComparer.OrdinalIgnoreCase),
            body);

    /// <summary>Makes something that an app would refuse in the inputs of a run.</summary>
    /// <param name="variable">The name of the variable.</param>
    /// <param name="kind">What is wrong.</param>
    /// <param name="message">The sentence about it.</param>
    /// <returns>The problem.</returns>
    public static InputProblem InputProblem(string variable, InputProblemKind kind, string message) => new(variable, kind, message);
}
