using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Experiments;

/// <summary>A moment in the life of a run at which its caller cancels.</summary>
/// <param name="Name">Which it is.</param>
/// <param name="Scripts">What the server does, connection by connection; the stop call comes last.</param>
/// <param name="ReachAsync">Brings a call there, and gives what ends when the caller has cancelled.</param>
internal sealed record CancelMoment(string Name, IReadOnlyList<WireScript> Scripts, Func<CancelSession, Task<Func<Task>>> ReachAsync)
{
    private static readonly WireScript Stopped = WireScript.Request.Json(200, "{\"result\":\"success\"}", "Connection: close");

    private static readonly WireScript Silent = WireScript.Request.StreamHead().Chunk(DifyFrames.Started + DifyFrames.Text("a"));

    /// <summary>All there are; the server keeps a connection open in those that the word silent describes.</summary>
    public static IReadOnlyList<CancelMoment> All { get; } =
    [
        new("before it is sent", [Stopped], session => Task.FromResult<Func<Task>>(session.StartAsync)),
        new("while it connects", [Stopped], async session =>
        {
            Task start = session.StartAsync();
            await session.Connecting;
            return () => start;
        })
        {
            Connects = false,
        },
        new("before the headers", [WireScript.Request, Stopped], async session =>
        {
            Task start = session.StartAsync();
            await session.Server.WaitForRequestsAsync(1, default);
            return () => start;
        })
        {
            IsSilent = true,
        },
        new("between two events", [Silent, Stopped], session => session.ReadRunAsync(events: 2))
        {
            IsSilent = true,
            StopsRun = true,
        },
        new(
            "inside an event",
            [WireScript.Request.StreamHead().Chunk(DifyFrames.Started + DifyFrames.Text("a")[..^20]), Stopped],
            session => session.ReadRunAsync(events: 1))
        {
            IsSilent = true,
            StopsRun = true,
        },
        new("in a plain stream", [Silent, Stopped], session => session.ReadAsync(
            session.Client.ExecuteWorkflowStreamingAsync(Clients.Request, session.Caller.Token), events: 2))
        {
            IsSilent = true,
        },
        new("between two streams", [
            WireScript.Request.UnframedStreamHead().Write(DifyFrames.Started).Fin(), Refusal(503, "unavailable"), Stopped
        ], async session =>
        {
            Func<Task> end = await session.ReadRunAsync(events: 1);
            await session.Waiting;
            return end;
        })
        {
            StopsRun = true,
        },
        new("before it is sent again", [Refusal(429, "too_many_requests"), Stopped], async session =>
        {
            Task start = session.StartAsync();
            await session.Waiting;
            return () => start;
        }),
        new(
            "after its end",
            [WireScript.Request.StreamHead().Chunk(DifyFrames.Started + DifyFrames.Finished).LastChunk(), Stopped],
            session => session.ReadRunAsync(events: 2))
        {
            IsAfterEnd = true,
        },
    ];

    /// <summary>Whether a connection can be had at all.</summary>
    public bool Connects { get; init; } = true;

    /// <summary>Whether the first connection is open, and nothing comes.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether the run is to be stopped: its task is known and it is not over.</summary>
    public bool StopsRun { get; init; }

    /// <summary>Whether there is nothing left to be cancelled.</summary>
    public bool IsAfterEnd { get; init; }

    private static WireScript Refusal(int status, string code)
    {
        string wait = ((int)CancelSession.Wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return WireScript.Request.Json(
            status, $"{{\"code\":\"{code}\",\"message\":\"no\",\"status\":{status}}}", $"Retry-After: {wait}", "Connection: close");
    }
}
