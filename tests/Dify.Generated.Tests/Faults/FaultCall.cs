using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;

namespace Dify.Generated.Tests.Faults;

/// <summary>A kind of call that a fault can hit.</summary>
/// <param name="Name">How the matrix calls it.</param>
/// <param name="Method">The method of its request.</param>
/// <param name="Path">The path of its request.</param>
/// <param name="IsSafe">Whether it may be repeated although the server may have carried it out.</param>
/// <param name="CallAsync">Makes the call and takes in all that it gives.</param>
internal sealed record FaultCall(string Name, string Method, string Path, bool IsSafe, Func<FaultSession, Task> CallAsync)
{
    private const string RunPath = "/v1/workflows/run";
    private const string ChatPath = "/v1/chat-messages";

    public static readonly FaultCall Read = new(
        "GET", "GET", "/v1/info", true, session => session.Client.GetWorkflowAppInfoAsync(session.Caller.Token));

    public static readonly FaultCall Stop = new(
        "POST stop",
        "POST",
        "/v1/workflows/tasks/task-1/stop",
        true,
        session => session.Client.StopWorkflowTaskGenerationAsync("task-1", "user-1", session.Caller.Token));

    public static readonly FaultCall Run = new(
        "POST run", "POST", RunPath, false, session => session.Client.ExecuteWorkflowAsync(Samples.Run(), session.Caller.Token));

    public static readonly FaultCall Upload = new(
        "upload", "POST", "/v1/files/upload",
        false, session => session.Client.UploadWorkflowFileAsync(FileUpload.FromBytes([1, 2, 3], "a.txt"), "user-1", session.Caller.Token));

    public static readonly FaultCall Stream = new(
        "stream of a run",
        "POST",
        RunPath,
        false,
        session => session.TakeAsync(session.Client.ExecuteWorkflowStreamingAsync(Samples.Run(), session.Caller.Token)));

    public static readonly FaultCall EventStream = new(
        "stream of events", "GET", $"/v1/workflow/{EventJson.RunId}/events", true,
        session => session.TakeAsync(
            session.Client.StreamWorkflowEventsAsync(EventJson.RunId, "user-1", cancellationToken: session.Caller.Token)));

    public static readonly FaultCall Followed = new("followed run", "POST", RunPath, false, session => session.FollowAsync(resume: false));

    public static readonly FaultCall Resumed = new(
        "followed run that is taken up again", "POST", RunPath, false, session => session.FollowAsync(resume: true));

    public static readonly FaultCall Chat = new(
        "followed answer of a chatflow", "POST", ChatPath, false, session => session.FollowChatAsync(resume: false));

    public static readonly FaultCall ChatResumed =
        new("followed answer that is taken up again", "POST", ChatPath, false, session => session.FollowChatAsync(resume: true));

    /// <summary>One of each kind that differs before its answer begins.</summary>
    public static IReadOnlyList<FaultCall> All { get; } = [Read, Stop, Run, Upload, Stream, EventStream, Followed, Chat];

    /// <summary>Those whose answer is one JSON value.</summary>
    public static IReadOnlyList<FaultCall> OfJson { get; } = [Read, Run, Upload];

    /// <summary>Those whose answer is a stream of events.</summary>
    public static IReadOnlyList<FaultCall> OfEvents { get; } = [Stream, EventStream, Followed, Resumed, Chat, ChatResumed];

    /// <summary>Whether the run is followed, over several requests if need be.</summary>
    public bool IsFollowed => this == Followed || this == Chat || IsTakenUpAgain;

    /// <summary>Whether a broken stream of the run is taken up again.</summary>
    public bool IsTakenUpAgain => this == Resumed || this == ChatResumed;

    /// <summary>How often the server sees the call if every try fails for a while.</summary>
    public int CallsUntilGivenUp => IsSafe ? 3 : 1;

    public override string ToString() => Name;
}
