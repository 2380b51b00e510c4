using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Dify.Generated.Tests.Files;
using Dify.Generated.Tests.Retries;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>What goes wrong on the way up.</summary>
internal static class UploadFaults
{
    private const int Large = 5_000_000;

    // Below what a client asks first about, and above what goes out in one piece.
    private const int Small = 900_000;

    private static readonly UnheardPort Unheard = new();
    private static readonly WireScript Asked = WireScript.Nothing.ReadHead().Continue();

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        new(
            38, "an upload",
            [
                SourceFails(new IOException("The disk is gone."), 200_000).At("whose source fails midway"),
                SourceFails(new InvalidOperationException("Not now."), 200_000).At("whose source fails midway, in another way"),
                SourceFails(new IOException("The disk is gone."), 0).At("whose source fails at once"),
                Refused(Bytes(Large), TooLarge(WireScript.Nothing.ReadHead())).At("refused early, large"),
                Refused(Bytes(Large), TooLarge(Asked.ReadBytes(100_000))).At("refused early, large, in the midst of it"),
                Refused(Bytes(Small), TooLarge(WireScript.Nothing.ReadHead())).At("refused early, small"),
                Refused(Forward(Large), TooLarge(WireScript.Nothing.ReadHead())).At("refused early, of unknown length"),
                ReadSlowly(TimeSpan.FromSeconds(90)).At("read slowly"),
                ReadTooSlowly().At("read too slowly"),
                Repeated(Forward(1000), calls: 1).At("refused for the moment, a stream that cannot be read twice"),
                Repeated(Bytes(1000), calls: 3).At("refused for the moment, bytes"),
                Unreached(Forward(1000), waits: 0).At("not connected, a stream that cannot be read twice"),
                Unreached(Bytes(1000), waits: 2).At("not connected, bytes"),
            ]),
    ];

    private static FaultPlay SourceFails(Exception failure, int after)
        => new(
            Uploading(() => FileUpload.FromStream(new ForwardStream(new byte[after], failure), "a.bin")),
            new() { Failure = failure.GetType().Name },
            Asked.WaitForClose())
        {
            Time = FaultTime.Instant,
            Also = async (session, seen) =>
            {
                Assert.Same(failure, seen);
                Assert.Single(session.Server.Connections);
                await session.WaitForCloseAsync();
            },
        };

    private static FaultPlay Refused(FaultCall call, WireScript script)
        => new(call, FaultOutcome.Of<DifyInvalidRequestException>(413, "file_too_large"), script) { Time = FaultTime.Instant };

    private static FaultPlay ReadSlowly(TimeSpan pause)
        => new(Bytes(Large), FaultOutcome.Success(), turn =>
            [Asked.PauseUntil(turn).ReadBody().Json(201, "{\"id\":\"f\"}", "Connection: close")])
        {
            Time = FaultTime.Fake,
            After = FaultPlay.Never,
            Meanwhile = async session =>
            {
                await session.Turn.WaitUntilReachedAsync(session.Bound);
                session.Clock.Advance(pause);
                Assert.False(session.Watch.IsCancelled, "It was given up too early.");
                session.Turn.Set();
            },
            Also = (session, _) =>
            {
                Assert.InRange(session.Server.Requests[0].Body.Length, Large, Large + 1000);
                return Task.CompletedTask;
            },
        };

    private static FaultPlay ReadTooSlowly()
        => new(Bytes(Large), FaultOutcome.Of<DifyTimeoutException>(isTransient: true) with { MayHaveReachedServer = true }, turn =>
            [Asked.PauseUntil(turn)])
        {
            Time = FaultTime.Fake,
            After = FaultPlay.Never,
            Meanwhile = async session =>
            {
                await session.Turn.WaitUntilReachedAsync(session.Bound);
                session.Clock.Advance(TimeSpan.FromSeconds(101));
            },
        };

    private static FaultPlay Repeated(FaultCall call, int calls)
        => new(
            call,
            FaultOutcome.Of<DifyRateLimitException>(429, "too_many_requests", isTransient: true, calls: calls),
            RetrySession.Answer(429, "too_many_requests"))
        {
            Time = FaultTime.Instant,
            Also = (session, _) =>
            {
                Assert.All(
                    session.Server.Requests,
                    request => Assert.Equal(session.Server.Requests[0].Body.Length, request.Body.Length, tolerance: 200));
                return Task.CompletedTask;
            },
        };

    private static FaultPlay Unreached(FaultCall call, int waits)
        => new(call, FaultOutcome.Connection(mayHaveReachedServer: false, isTransient: true, calls: 0), WireScript.Request)
        {
            Time = FaultTime.Instant,
            Configure = options => options.BaseAddress = Unheard.BaseAddress,
            Also = (session, _) =>
            {
                Assert.Equal(waits, session.Waits.Waits.Count);
                return Task.CompletedTask;
            },
        };

    private static WireScript TooLarge(WireScript script)
        => script.Json(413, """{"code":"file_too_large","message":"m","status":413}""", "Connection: close").Fin();

    private static FaultCall Bytes(int length) => Uploading(() => FileUpload.FromBytes(new byte[length], "a.bin"));

    private static FaultCall Forward(int length) => Uploading(() => FileUpload.FromStream(new ForwardStream(new byte[length]), "a.bin"));

    private static FaultCall Uploading(Func<FileUpload> file)
        => FaultCall.Upload with { CallAsync = session => session.Client.UploadWorkflowFileAsync(file(), "user-1", session.Caller.Token) };
}
