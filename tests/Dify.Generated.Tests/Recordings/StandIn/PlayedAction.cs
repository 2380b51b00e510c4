using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// Something that happens to a recorded run from outside, at a place in its log: a request, or an answer that was sent in unseen (no
/// exchange).
/// </summary>
/// <param name="Position">The event before which it happens.</param>
/// <param name="Order">The order among those at one place: readers that saw the pause, answers, readers that did not.</param>
/// <param name="Exchange">The request.</param>
internal sealed record PlayedAction(int Position, int Order, RecordedExchange? Exchange)
{
    /// <summary>All of them, in the order in which they happen.</summary>
    public static IReadOnlyList<PlayedAction> Of(Recording recording, ScriptOfRecording script)
    {
        var actions = new List<PlayedAction>();
        var resumptions = new Queue<int>(Enumerable.Range(0, script.Log.Count).Where(index => script.Log[index].IsResumption));
        int now = 0;
        foreach (RecordedExchange exchange in recording.Exchanges)
        {
            if (exchange.Method == "POST" && Recording.IsForm(exchange) && exchange.Status == 200)
            {
                actions.Add(new(resumptions.TryDequeue(out int answered) ? answered : script.Log.Count, 1, exchange));
                continue;
            }

            (int position, int order) = Place(exchange, recording, script, now);
            actions.Add(new(position, order, exchange));
            bool isOver = exchange is { IsEventStream: true, End: RecordedEnd.Closed } && exchange.Begins is null;
            now = Math.Max(position, isOver ? LiveEvents(exchange, script).LastOrDefault(-1) + 1 : 0);
        }

        actions.AddRange(resumptions.Select(unseen => new PlayedAction(unseen, 1, null)));
        return [.. actions.OrderBy(action => action.Position).ThenBy(action => action.Order)];
    }

    /// <summary>The places in the log of the events that a stream brings live.</summary>
    public static IReadOnlyList<int> LiveEvents(RecordedExchange exchange, ScriptOfRecording script)
    {
        var places = new List<int>();
        foreach (RecordedEvent told in RecordedEvent.Of(exchange).Skip(RowsOf(exchange, script)))
        {
            int from = places.Count > 0 ? places[^1] + 1 : 0;
            int place = Enumerable.Range(from, Math.Max(0, script.Log.Count - from))
                .FirstOrDefault(index => JToken.DeepEquals(script.Log[index].Data, told.Data), -1);
            if (place >= 0)
            {
                places.Add(place);
            }
        }

        return places;
    }

    /// <summary>
    /// How many events at the beginning of a stream come from the server's record: those whose task stands before their run.
    /// </summary>
    public static int RowsOf(RecordedExchange exchange, ScriptOfRecording script)
        => script.Run.Refusal is not null ? 0
            : RecordedEvent.Of(exchange).TakeWhile(told => told.Json.Properties().ElementAtOrDefault(1)?.Name == "task_id").Count();

    /// <summary>Whether the recorded stream brought a ping between two events, the second of which is at this place.</summary>
    public static bool HasPingsBefore(RecordedExchange exchange, ScriptOfRecording script, int index)
    {
        IReadOnlyList<int> live = LiveEvents(exchange, script);
        int nth = live.ToList().IndexOf(index);
        if (nth < 0)
        {
            return false;
        }

        string[] blocks = exchange.BodyText.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        int events = nth + RowsOf(exchange, script);
        int place = -1;
        for (int seen = 0; seen <= events; seen++)
        {
            place = Array.FindIndex(blocks, place + 1, block => block != PlayedStream.Ping);
        }

        return place > 1 && blocks[place - 1] == PlayedStream.Ping;
    }

    /// <summary>Whether it ends with a ping after an event: the server goes on.</summary>
    public static bool EndsWithPing(RecordedExchange exchange)
        => exchange.BodyText.EndsWith(PlayedStream.Ping + "\n\n", StringComparison.Ordinal) && exchange.Pieces.Count > 1;

    /// <summary>Whether the stream was still read when the run was over, or when nothing more was recorded of it.</summary>
    public static bool IsFollowedToTheEnd(RecordedExchange exchange, ScriptOfRecording script)
        => LiveEvents(exchange, script).LastOrDefault(-1) == script.Log.Count - 1 || EndsWithPing(exchange);

    /// <summary>Whether the run went on and the stream did not tell: servers from 1.16 on cut readers off.</summary>
    public static bool IsCut(RecordedExchange exchange, ScriptOfRecording script, Recording recording)
        => exchange.End != RecordedEnd.Closed
            && LiveEvents(exchange, script).LastOrDefault(-1) is var last
            && (script.Run.End is not null || exchange.End == RecordedEnd.Broken || recording.Exchanges.Any(Recording.IsForm))
            && (last < 0 || script.Log[last].Name != "workflow_finished");

    // An event came with the piece that holds its last byte: pieces begin and end anywhere.
    private static IEnumerable<TimeSpan> TimesOfEvents(RecordedExchange stream)
    {
        int end = 0;
        foreach (string block in stream.BodyText.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            end += Encoding.UTF8.GetByteCount(block) + 2;
            if (block != PlayedStream.Ping)
            {
                int come = 0;
                yield return stream.Pieces.First(piece => (come += piece.Bytes.Length) >= end).After;
            }
        }
    }

    private static (int Position, int Order) Place(RecordedExchange exchange, Recording recording, ScriptOfRecording script, int now)
    {
        if (exchange.Begins is { } begins)
        {
            // Beside a stream that goes on: the times tell.
            RecordedExchange beside = recording.Exchanges.First(other => other.IsEventStream);
            int told = TimesOfEvents(beside).Count(time => time < begins);
            return (LiveEvents(beside, script).Take(told).LastOrDefault(-1) + 1, 0);
        }

        if (Recording.IsStop(exchange))
        {
            int end = script.Log.ToList().FindLastIndex(told => told.Name == "workflow_finished");
            return (end < 0 ? script.Log.Count : end, 0);
        }

        if (Recording.IsStart(exchange))
        {
            return (0, 0);
        }

        if (Recording.IsRunDetail(exchange) && (string?)RecordedEvent.Parse(exchange.BodyText)["finished_at"] is not null)
        {
            return (int.MaxValue, 0);
        }

        if (!exchange.IsEventStream)
        {
            return (now, 0);
        }

        // The stream of a run that is over holds its end alone.
        if (RecordedEvent.Of(exchange) is [{ Name: "workflow_finished" } only]
            && (string?)only.Json["task_id"] == (string?)only.Json["workflow_run_id"])
        {
            return (int.MaxValue, 0);
        }

        // A reader whose record shows no pause, and who saw the run go on, came after the answer.
        IReadOnlyList<int> live = LiveEvents(exchange, script);
        bool cameAfterAnswer = live.Count > 0 && script.Log[live[0]].IsResumption && RowsOf(exchange, script) is > 0 and var rows
            && !RecordedEvent.Of(exchange).Take(rows).Any(row => row.Name == "workflow_paused");
        if (live.Count > 0)
        {
            return (live[0], cameAfterAnswer ? 2 : 0);
        }

        // A record that shows a pause was read at that pause.
        RecordedEvent? pause = RecordedEvent.Of(exchange).FirstOrDefault(row => row.Name == "workflow_paused");
        int seen = pause is null ? -1 : script.Log.ToList().FindIndex(told => told.Key == pause.Key);
        return (Math.Max(now, seen + 1), 0);
    }
}
