using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// Plays a recording of a run to the stand-in: the same requests, each at the same place between the events of the run, and the answers
/// of forms that the recording does not show as
/// requests. The clock moves only where the recording shows that time passed.
/// </summary>
internal sealed class PlayedRecording : IAsyncDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(25));
    private readonly ArmedTimeProvider clock = new();
    private readonly ScriptOfRecording script;
    private readonly RequestOfRecording requests;
    private readonly RefusedStart refused;
    private readonly DifyTestServer server;
    private readonly HttpClient client;
    private readonly List<PlayedStream> streams = [];
    private readonly List<string> problems = [];
    private readonly List<HttpResponseMessage> fillers = [];
    private Task filling = Task.CompletedTask;

    public PlayedRecording(Recording recording)
    {
        Recording = recording;
        script = new ScriptOfRecording(recording);
        requests = new RequestOfRecording(script);
        refused = new RefusedStart(recording);
        server = DifyTestServer.Start(new DifyTestServerOptions
        {
            TimeProvider = clock,
            ServerVersion = recording.ServerVersion ?? "1.14.2",
            StopLatency = TimeSpan.Zero,
            Inputs = refused.Form,
            RunLimit = refused.RunLimit,
            AnsweredRunsEndStopped = script.IsAbandoned,
            Strict = false,
        });
        server.StopEndsAs = script.StopEndsAs;
        for (int run = 0; run < refused.RunLimit; run++)
        {
            server.OnRun(busy => busy.Started().WaitForStop());
        }

        server.OnRun(played =>
        {
            script.Write(played);

            // A recording need not tell the end of its run.
            played.WaitForStop();
        });
        client = new HttpClient { BaseAddress = new Uri(server.BaseAddress.GetLeftPart(UriPartial.Authority)) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.ApiKey);
        Comparison = new ExchangeComparison();
    }

    public Recording Recording { get; }

    public ExchangeComparison Comparison { get; }

    /// <summary>Plays all of it.</summary>
    /// <returns>What the stand-in answers otherwise than the recorded server.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        await FillAsync();
        if (script.BeginsPaused)
        {
            using HttpResponseMessage started =
                await SendAsync(HttpMethod.Post, "/v1/workflows/run", requests.BodyOfStart(isStreaming: false));
            started.EnsureSuccessStatusCode();
        }

        foreach (PlayedAction action in PlayedAction.Of(Recording, script))
        {
            await AdvanceToAsync(action.Position);
            await LeaveAsync(action.Position);
            await PlayAsync(action);
        }

        await AdvanceToAsync(int.MaxValue);
        await CloseAsync();
        streams.ForEach(stream => problems.AddRange(Comparison.Streams(stream)));
        return problems;
    }

    public async ValueTask DisposeAsync()
    {
        streams.ForEach(stream => stream.Dispose());
        fillers.ForEach(filler => filler.Dispose());
        client.Dispose();
        await Task.WhenAny(filling);
        await server.DisposeAsync();
        bound.Dispose();
    }

    // Takes the places that the app has for runs; a streaming run takes two.
    private async Task FillAsync()
    {
        for (int taken = 0; taken + 1 < refused.RunLimit; taken += 2)
        {
            fillers.Add(await SendAsync(HttpMethod.Post, "/v1/workflows/run", requests.BodyOfStart(isStreaming: true)));
        }

        if (refused.RunLimit % 2 == 1)
        {
            // Nobody waits for its answer: there is none before it is stopped.
            filling = SendAsync(HttpMethod.Post, "/v1/workflows/run", requests.BodyOfStart(isStreaming: false));
            await server.WaitForRunAsync(fillers.Count, bound.Token);
        }
    }

    // Lets the run go on up to a place in its log, and waits until every open stream has brought what the recorded one had brought by then.
    private async Task AdvanceToAsync(int position)
    {
        foreach (int index in script.Gates.TakeWhile(index => index < position))
        {
            await PassTimeAsync(index);
            script.Gate(index)!.Set();
        }

        foreach (PlayedStream stream in streams)
        {
            await WaitForEventsAsync(stream, position);
        }

        if (position == int.MaxValue && script.Run.End is not null && server.Runs.Count > 0)
        {
            await Task.WhenAny(
                new[] { "succeeded", "partial-succeeded", "failed", "stopped" }
                    .Select(status => server.Runs[0].WaitForStatusAsync(status, bound.Token)));
        }
    }

    // Where the recorded server sent pings before an event, time passes until the stand-in sends one.
    private async Task PassTimeAsync(int index)
    {
        foreach (PlayedStream stream in streams.Where(stream => !stream.End.IsCompleted))
        {
            if (PlayedAction.HasPingsBefore(stream.Recorded, script, index))
            {
                await WaitForEventsAsync(stream, index);
                await PingAsync(stream);
            }
        }
    }

    private Task WaitForEventsAsync(PlayedStream stream, int position)
    {
        int expected = PlayedAction.RowsOf(stream.Recorded, script)
            + PlayedAction.LiveEvents(stream.Recorded, script).Count(index => index < position);
        return stream.WaitAsync(blocks => blocks.Count(block => block != PlayedStream.Ping) >= expected, bound.Token);
    }

    private async Task PingAsync(PlayedStream stream)
    {
        int before = stream.Blocks.Count;
        await clock.WaitForTimersAsync(TimeSpan.FromSeconds(10), 1, bound.Token);
        clock.Move(TimeSpan.FromSeconds(10));
        await stream.WaitAsync(blocks => blocks.Count > before, bound.Token);
    }

    // A stream that the recorder left is left here, too, once it has brought what was recorded of it.
    private async Task LeaveAsync(int position)
    {
        foreach (PlayedStream stream in streams.Where(stream => stream.Recorded.End == RecordedEnd.StillOpen && !stream.End.IsCompleted))
        {
            if (PlayedAction.LiveEvents(stream.Recorded, script).LastOrDefault(-1) < position
                && !PlayedAction.IsFollowedToTheEnd(stream.Recorded, script))
            {
                int before = server.Runs[0].OpenStreams;
                await stream.LeaveAsync();

                // 1.16 cuts the other readers when it notices that one has left: that must not hit the next one.
                bool isNoticed = before > 0 && Recording.ServerVersion?.StartsWith("1.16.", StringComparison.Ordinal) == true;
                while (isNoticed && server.Runs[0].OpenStreams >= before)
                {
                    bound.Token.ThrowIfCancellationRequested();
                    await Task.Yield();
                }
            }
        }
    }

    private async Task PlayAsync(PlayedAction action)
    {
        if (action.Exchange is not { } exchange)
        {
            await AnswerAsync(action.Position);
            return;
        }

        if (server.Runs.Count > 0)
        {
            Comparison.Learn(script.Run.RunId, server.Runs[0].RunId);
            Comparison.Learn(script.Run.TaskId, server.Runs[0].TaskId);
        }

        string target = Comparison.Translate(exchange.Target);
        HttpResponseMessage response = await SendAsync(new HttpMethod(exchange.Method), target, requests.Body(exchange, action.Position));
        if (exchange.IsEventStream)
        {
            streams.Add(new PlayedStream(exchange, response, bound.Token) { OpenedAfterMoves = clock.Moves });
            PlayedStream opened = streams[^1];
            problems.AddRange(Comparison.Head(exchange, response));
            await opened.WaitAsync(blocks => blocks.Count >= 1 + PlayedAction.RowsOf(exchange, script), bound.Token);
            return;
        }

        using (response)
        {
            problems.AddRange(Comparison.Head(exchange, response));
            problems.AddRange(Comparison.Bodies(exchange, await response.Content.ReadAsStringAsync(bound.Token)));
        }
    }

    private async Task AnswerAsync(int resumption)
    {
        if (script.Answer(resumption) is not { } answer)
        {
            await clock.WaitForTimersAsync(RecordedForms.ShortLife, 1, bound.Token);
            clock.Move(RecordedForms.ShortLife);
            return;
        }

        using HttpResponseMessage response =
            await SendAsync(HttpMethod.Post, $"/v1/form/human_input/{answer.Token}", answer.Body.ToString());
        response.EnsureSuccessStatusCode();
    }

    // What the recorded server did after its last event: it closed at once, later, or not at all.
    private async Task CloseAsync()
    {
        PlayedStream[] closing = [.. streams.Where(stream => stream.Recorded.End == RecordedEnd.Closed)];
        foreach (PlayedStream stream in streams
            .Where(stream => stream.Recorded.End == RecordedEnd.StillOpen && PlayedAction.EndsWithPing(stream.Recorded)))
        {
            if (!PlayedAction.IsCut(stream.Recorded, script, Recording))
            {
                await PingAsync(stream);
            }
        }

        IEnumerable<IGrouping<TimeSpan, PlayedStream>> late = closing.GroupBy(stream => LateBy(stream.Recorded));
        foreach (IGrouping<TimeSpan, PlayedStream> together in late.Where(group => group.Key > TimeSpan.Zero))
        {
            PlayedStream[] waiting = [.. together.Where(stream => stream.OpenedAfterMoves == clock.Moves || !stream.End.IsCompleted)];
            Task early = Task.WhenAny(waiting.Select(stream => stream.End).Append(Task.Delay(Timeout.Infinite, bound.Token)));
            await Task.WhenAny(clock.WaitForTimersAsync(together.Key, waiting.Length, bound.Token), early);
            problems.AddRange(waiting.Where(stream => stream.End.IsCompleted)
                .Select(stream => $"{stream.Recorded}: it ends at once; the recorded server waited {together.Key.TotalSeconds} s."));
            clock.Move(together.Key);
        }

        await Task.WhenAll(closing.Select(stream => stream.End)).WaitAsync(bound.Token);
    }

    private static TimeSpan LateBy(RecordedExchange recorded)
    {
        TimeSpan late = recorded.Closes!.Value - recorded.Pieces[^1].After;
        return late < TimeSpan.FromSeconds(0.5) ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Round(late.TotalSeconds));
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, string? body) => client.SendAsync(
        new HttpRequestMessage(method, target)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        },
        HttpCompletionOption.ResponseHeadersRead,
        bound.Token);
}
