using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// The run that a recording is about, put together from all its streams: each event once, in order. What the client must tell of the run
/// is computed from this and never written down for a single recording.
/// </summary>
internal sealed class RecordedRun
{
    private readonly List<RecordedEvent> log = [];
    private readonly List<JObject> details = [];
    private readonly List<string> submitted;
    private readonly bool hasStop;

    private RecordedRun(IReadOnlyList<RecordedExchange> exchanges)
    {
        Streams = exchanges.Count(exchange => exchange.IsEventStream);
        hasStop = exchanges.Any(Recording.IsStop);
        submitted = [.. exchanges
            .Where(exchange => exchange is { Method: "POST", Status: 200 } && Recording.IsForm(exchange))
            .Select(exchange => exchange.Path.Split('/')[^1])];
        foreach (RecordedExchange exchange in exchanges)
        {
            if (Recording.IsEvents(exchange))
            {
                AddFollowed(RecordedEvent.Of(exchange));
            }
            else if (Recording.IsStart(exchange))
            {
                AddLive(RecordedEvent.Of(exchange));
            }
            else if (Recording.IsRunDetail(exchange) && exchange.Status == 200)
            {
                details.Add(RecordedEvent.Parse(exchange.BodyText));
            }
        }
    }

    /// <summary>The events, without those that the server only repeated.</summary>
    public IReadOnlyList<RecordedEvent> Log => log;

    /// <summary>What the record of the run said, from first to last.</summary>
    public IReadOnlyList<JObject> Details => details;

    public string? RunId => log.Select(told => (string?)told.Json["workflow_run_id"]).FirstOrDefault(id => id is not null);

    /// <summary>The task under which the run was started; the server names the run instead where it has forgotten the task.</summary>
    public string? TaskId => log.Select(told => (string?)told.Json["task_id"]).FirstOrDefault(id => id is not null && id != RunId);

    /// <summary>The stretches between the pauses: each ends with its pause, or with the end of what was recorded.</summary>
    public IReadOnlyList<RecordedLeg> Legs
    {
        get
        {
            var legs = new List<RecordedLeg>();
            int start = 0;
            for (int index = 0; index < log.Count; index++)
            {
                if (log[index].Name == "workflow_paused" || index == log.Count - 1)
                {
                    legs.Add(new RecordedLeg(start, index + 1));
                    start = index + 1;
                }
            }

            return legs;
        }
    }

    private RecordedEvent? Finish => log.LastOrDefault(told => told.Name == "workflow_finished");

    /// <summary>How the run ended, as its last event says or else its record; null while it goes on or waits.</summary>
    public JObject? End => Finish?.Data ?? details.LastOrDefault(detail => IsEnd((string?)detail["status"]));

    /// <summary>Whether only the record of the run tells its end.</summary>
    public bool IsEndedByRecord => Finish is null && End is not null;

    /// <summary>
    /// The status to be told. The server may call a run that was stopped failed, on the wire, and tells by its words or in its record
    /// what it was.
    /// </summary>
    public string? ExpectedStatus
    {
        get
        {
            string? status = (string?)End?["status"];
            bool wasStopped = ((string?)End?["error"])?.Contains("User requested stop", StringComparison.Ordinal) == true
                || details.Any(detail => (string?)detail["status"] == "stopped");
            return status == "failed" && wasStopped ? "stopped" : status ?? (IsPaused ? "paused" : null);
        }
    }

    /// <summary>Whether the run waits for people, as far as was recorded.</summary>
    public bool IsPaused => End is null && log.LastOrDefault()?.Name == "workflow_paused" && Closed(Legs.Count - 1).Count == 0;

    /// <summary>Whether both the beginning and the end of the run were recorded, or its last pause.</summary>
    public bool IsWhole => log is [{ Name: "workflow_started", IsResumption: false }, ..] && (End is not null || IsPaused);

    /// <summary>
    /// What the client refuses as the caller's mistake: an error before the run has an id, or a run that failed before its first step and
    /// that nobody is named as having started.
    /// </summary>
    public RecordedEvent? Refusal => log.FirstOrDefault() switch
    {
        { Name: "error" } error when (string?)error.Json["workflow_run_id"] is null => error,
        { Name: "workflow_started" } when Finish is { Status: "failed" } end && (int?)end.Data["total_steps"] == 0
            && end.Data["created_by"] is JObject { Count: 0 } => end,
        _ => null,
    };

    /// <summary>Whether the server called the run stopped though it was answered and nobody stopped it.</summary>
    public bool IsStoppedThoughAnswered
        => ExpectedStatus == "stopped"
        && !hasStop
        && Enumerable.Range(0, Legs.Count).SelectMany(Closed).Any(token => !HasExpired(Form(token)!));

    /// <summary>How many streams the run was told on.</summary>
    public int Streams { get; }

    /// <summary>
    /// The events that the client delivers: a form is announced once, however often the server repeats it, and what went wrong on a
    /// stream is no event.
    /// </summary>
    public IReadOnlyList<RecordedEvent> Delivered
        => [.. log.Where((told, index)
            => told.Name != "error" && (told.FormToken is null || log.FindIndex(other => other.Key == told.Key) == index))];

    public IReadOnlyList<string> ExpiredNodes
        => [.. log
            .Where(told => told.Name == "human_input_form_timeout" || IsFinishOfExpired(told))
            .Select(told => told.NodeId!)
            .Distinct()];

    public static RecordedRun Of(IEnumerable<RecordedExchange> exchanges) => new([.. exchanges]);

    /// <summary>The form with this token, as it was announced.</summary>
    public RecordedEvent? Form(string token) => log.Find(told => told.Name == "human_input_required" && told.FormToken == token);

    public bool HasExpired(RecordedEvent form) => ExpiredNodes.Contains(form.NodeId!);

    /// <summary>The forms of the pause at the end of a leg that are no longer open at the next one, by their tokens.</summary>
    public IReadOnlyList<string> Closed(int leg)
    {
        IReadOnlyList<RecordedLeg> legs = Legs;
        if (leg < 0 || leg >= legs.Count || log[legs[leg].End - 1] is not { Name: "workflow_paused" } pause)
        {
            return [];
        }

        RecordedEvent? next = leg + 1 < legs.Count ? log[legs[leg + 1].End - 1] : null;
        return next?.Name == "workflow_paused" ? [.. pause.TokensOfPause.Except(next.TokensOfPause)]
            : End is not null ? pause.TokensOfPause
            : [.. pause.TokensOfPause.Intersect(submitted)];
    }

    private static bool IsEnd(string? status) => status is "succeeded" or "partial-succeeded" or "failed" or "stopped";

    private static bool IsFinishOfExpired(RecordedEvent told)
        => told is { Name: "node_finished", IsFinal: true } && (told.Data["outputs"] as JObject)?["__action_id"] is JValue { Value: "" };

    private void AddLive(IReadOnlyList<RecordedEvent> live)
    {
        // Two readers of one run were told the same: what the log already holds of this stream is its end, or lies within it.
        string[] known = [.. log.Select(told => told.Data.ToString())];
        string[] told = [.. live.Select(next => next.Data.ToString())];
        for (int from = 0; from < known.Length; from++)
        {
            int common = Math.Min(known.Length - from, told.Length);
            if (common > 0 && known.AsSpan(from, common).SequenceEqual(told.AsSpan(0, common)))
            {
                log.AddRange(live.Skip(common));
                return;
            }
        }

        log.AddRange(live.Where(next => !(next.Name == "workflow_finished" && log.Any(before => before.Name == next.Name))));
    }

    // A stream that was opened by the id of the run may begin with the server's record of it.
    private void AddFollowed(IReadOnlyList<RecordedEvent> events)
    {
        int count = events.TakeWhile(IsOfRecord).Count();
        foreach (RecordedEvent row in events.Take(count).Where(row => row.Name != "node_finished" || row.IsFinal))
        {
            if (!log.Any(told => told.Key == row.Key))
            {
                log.Add(row);
            }
        }

        AddLive([.. events.Skip(count)]);

        bool IsOfRecord(RecordedEvent next)
            => next.IsNodeOfRecord
            || (next.Name == "workflow_started" && !next.IsResumption)
            || (next.Name is "human_input_required" or "workflow_paused"
                && next != events[0]
                && events.TakeWhile(other => other != next).All(IsOfRecord));
    }
}

/// <summary>A stretch of a run, from one event up to and without another one.</summary>
internal readonly record struct RecordedLeg(int Start, int End);
