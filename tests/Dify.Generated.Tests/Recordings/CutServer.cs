using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>Where the streams of a recorded run are cut, and how.</summary>
/// <param name="Places">
/// How many bytes still come, counted over all events of the run; each place is a cut, from first to last. The next stream after a cut
/// within an event begins with that event.
/// </param>
/// <param name="IsClean">
/// Whether the body ends in order there, as a proxy may do it, instead of the connection breaking; null for both in turn.
/// </param>
/// <param name="IsMissed">Whether the event that was cut happens meanwhile, so that only the record tells of it.</param>
/// <param name="Answering">How the forms of a pause are answered.</param>
internal sealed record Cuts(IReadOnlyList<int> Places, bool? IsClean = null, bool IsMissed = false, Answering Answering = Answering.Apart)
{
    public bool IsCleanAt(int place) => IsClean ?? place % 2 == 1;

    public override string ToString()
        => $"Cut{(IsMissed ? ", the event missed" : string.Empty)}, answered {Answering}, behind byte "
            + $"{string.Join(", ", Places.Take(3).Select(place => $"{place} {(IsCleanAt(place) ? "cleanly" : "by a broken connection")}"))}"
            + $" ({Places.Count} in all)";
}

/// <summary>How the forms of a pause are answered.</summary>
public enum Answering
{
    /// <summary>As recorded, with reading on in between.</summary>
    Apart,

    /// <summary>All that are open, before reading on.</summary>
    Together,

    /// <summary>By somebody else, so that the client comes too late each time.</summary>
    ByOthers,

    /// <summary>The last one by the client, the others meanwhile by somebody else: a pause in between names an answered form.</summary>
    LastOnly,
}

/// <summary>The bytes of a recorded run, and the record of it at each event: what is the same for all cuts.</summary>
internal sealed class CutLine
{
    private readonly ConcurrentDictionary<int, byte[]> snapshots = new();

    public CutLine(RecordedRun run)
    {
        Run = run;
        Bytes = [.. run.Log.SelectMany(told => told.Bytes.ToArray())];
        Ends = [.. run.Log.Select((_, index) => run.Log.Take(index + 1).Sum(told => told.Bytes.Length))];
        Legs = run.Legs;
        Closed = [.. Legs.Select((_, index) => run.Closed(index))];
        HasEnd = run.End is not null;
        EndsWithPause = run.Log[^1].Name == "workflow_paused";
    }

    public RecordedRun Run { get; }

    public byte[] Bytes { get; }

    /// <summary>Where each event ends.</summary>
    public int[] Ends { get; }

    public IReadOnlyList<RecordedLeg> Legs { get; }

    /// <summary>The forms that are answered behind each leg, by their tokens.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Closed { get; }

    public bool HasEnd { get; }

    public bool EndsWithPause { get; }

    /// <summary>How many events are over at a place.</summary>
    public int CountAt(int place) => Array.BinarySearch(Ends, place) is >= 0 and int index ? index + 1 : ~Array.BinarySearch(Ends, place);

    public int PlaceOf(int count) => count == 0 ? 0 : Ends[count - 1];

    public byte[] Snapshot(int count) => snapshots.GetOrAdd(count, _ => Concat(RecordedSnapshot.Of(Run, count)));

    public byte[] Finished() => snapshots.GetOrAdd(int.MaxValue, _ => Concat(RecordedSnapshot.OfFinished(Run.End!, Run.RunId!)));

    private static byte[] Concat(IEnumerable<JObject> events) => [.. events.SelectMany(ComputedAnswers.Frame)];
}

/// <summary>
/// A server that tells a recorded run as fast as it is read and breaks its stream in places. A stream that is opened by the id of the run
/// begins with the record and goes on from there; what comes behind a pause waits for the answers.
/// </summary>
internal sealed class CutServer(CutLine line, Cuts cuts) : HttpMessageHandler
{
    private readonly object gate = new();
    private readonly List<string> answered = [];
    private Body? reading;
    private int made;
    private bool hasStarted;
    private int told;
    private int leg;

    /// <summary>How many cuts were made.</summary>
    public int Made => made;

    // Behind a last pause there is only an end that the record tells; it comes when the forms are answered.
    private bool IsOver
        => line.HasEnd && told >= line.Run.Log.Count && leg >= line.Legs.Count - (line.EndsWithPause ? 0 : 1);

    // All up to a pause was told, and the forms that it waits for were not answered.
    private bool IsPaused => leg < line.Closed.Count && line.Closed[leg].Count > 0 && told >= line.Legs[leg].End;

    /// <summary>Whether the client waits for what comes next, or reads nothing.</summary>
    public bool IsAwaited => Volatile.Read(ref reading) is not { } open || open.IsAwaited;

    private int Released => line.PlaceOf(line.Legs[Math.Min(leg, line.Legs.Count - 1)].End);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var received = new ReceivedRequest(request.Method.Method, request.RequestUri!.PathAndQuery, body);
        var asked = new RecordedExchange(received.Method, received.Target, null, 200, [], null, [], TimeSpan.Zero, RecordedEnd.Closed);
        if (Recording.IsStart(asked) || Recording.IsEvents(asked))
        {
            return Stream();
        }

        RecordedExchange answer = ComputedAnswers.To(received, line.Run, IsOver, IsPaused);
        if (received.Method == "POST" && Recording.IsForm(asked))
        {
            string token = asked.Path.Split('/')[^1];
            if (!FormAnswers.Fit(line.Run.Form(token)!, RecordedEvent.Parse(body)["inputs"] as JObject))
            {
                return Answer(ComputedAnswers.Problem(asked, 400, "invalid_form_data"));
            }

            Answered(token);
            answer = cuts.Answering == Answering.ByOthers && answer.Status == 200
                ? ComputedAnswers.Problem(asked, 412, "human_input_form_submitted")
                : answer;
        }

        return Answer(answer);
    }

    private static HttpResponseMessage Answer(RecordedExchange answer) => new((HttpStatusCode)answer.Status)
    {
        Content = Typed(new ByteArrayContent(answer.BodyBytes), "application/json"),
    };

    private static T Typed<T>(T content, string mediaType)
        where T : HttpContent
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    private void Answered(string token)
    {
        Body? waiting;
        lock (gate)
        {
            answered.Add(token);
            if (cuts.Answering == Answering.LastOnly)
            {
                answered.AddRange(line.Run.Log[line.Legs[leg].End - 1].TokensOfPause);
            }

            while (leg < line.Closed.Count && line.Closed[leg] is { Count: > 0 } closed && closed.All(answered.Contains))
            {
                leg++;
            }

            waiting = reading;
        }

        waiting?.GoOn();
    }

    private HttpResponseMessage Stream()
    {
        Body opened;
        lock (gate)
        {
            byte[] record = !hasStarted ? [] : IsOver ? line.Finished() : line.Snapshot(told);
            opened = reading = new Body(this, record, line.PlaceOf(told), closesAtPause: !hasStarted);
            hasStarted = true;
        }

        return new HttpResponseMessage(HttpStatusCode.OK) { Content = Typed(new StreamContent(opened), "text/event-stream") };
    }

    // Bytes from a place on, as many as may come; 0 at the end of the body, -1 where the connection breaks, null while nothing comes.
    private int? Take(ref int place, bool closesAtPause, Span<byte> buffer)
    {
        lock (gate)
        {
            int next = made < cuts.Places.Count ? cuts.Places[made] : int.MaxValue;
            int until = Math.Min(Released, next);
            if (place < until)
            {
                int count = Math.Min(buffer.Length, until - place);
                line.Bytes.AsSpan(place, count).CopyTo(buffer);
                place += count;
                told = Math.Max(told, line.CountAt(place));
                return count;
            }

            if (place == next && next < line.Bytes.Length)
            {
                made++;
                told = line.CountAt(place) + (cuts.IsMissed ? 1 : 0);
                return cuts.IsCleanAt(place) ? 0 : -1;
            }

            return IsOver || (closesAtPause && place == Released) ? 0 : null;
        }
    }

    private sealed class Body(CutServer server, byte[] record, int start, bool closesAtPause) : ForwardOnlyStream
    {
        private int recordPlace;
        private int place = start;
        private int? end;
        private bool isAwaited;
        private TaskCompletionSource goesOn = new();

        /// <summary>Whether somebody waits for what comes next, or nobody is there any more.</summary>
        public bool IsAwaited => Volatile.Read(ref isAwaited);

        public void GoOn() => Interlocked.Exchange(ref goesOn, new TaskCompletionSource()).TrySetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (recordPlace < record.Length)
            {
                int count = Math.Min(buffer.Length, record.Length - recordPlace);
                record.AsSpan(recordPlace, count).CopyTo(buffer.Span);
                recordPlace += count;
                return count;
            }

            while (true)
            {
                Task change = Volatile.Read(ref goesOn).Task;
                if ((end ?? server.Take(ref place, closesAtPause, buffer.Span)) is { } taken)
                {
                    end = taken > 0 ? null : taken;
                    Volatile.Write(ref isAwaited, taken <= 0);
                    return taken < 0 ? throw new IOException("The connection broke.") : taken;
                }

                Volatile.Write(ref isAwaited, true);
                await change.WaitAsync(cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref isAwaited, false);
            }
        }

        protected override void Dispose(bool disposing)
        {
            Volatile.Write(ref isAwaited, true);
            base.Dispose(disposing);
        }
    }
}
