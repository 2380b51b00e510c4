using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// What a server says of a recorded run where the recording holds no answer: the record of the run, its stream, its forms, and success to
/// a stop.
/// </summary>
internal static class ComputedAnswers
{
    /// <param name="request">What was asked.</param>
    /// <param name="run">What is known of the run.</param>
    /// <param name="isOver">Whether all that was recorded of it has happened.</param>
    /// <param name="isPaused">Whether it waits for people.</param>
    public static RecordedExchange To(ReceivedRequest request, RecordedRun run, bool isOver, bool isPaused = false)
    {
        var asked = new RecordedExchange(request.Method, request.Target, null, 200, [], null, [], TimeSpan.Zero, RecordedEnd.Closed);
        if (Recording.IsEvents(asked))
        {
            return isOver && run.End is { } end
                ? Stream(asked, RecordedSnapshot.OfFinished(end, run.RunId!), closes: true)
                : Stream(asked, RecordedSnapshot.Of(run, run.Log.Count), closes: false);
        }

        if (Recording.IsRunDetail(asked))
        {
            return Json(asked, 200, (isOver ? run.Details.LastOrDefault() : null) ?? RecordedSnapshot.Detail(run, isOver, isPaused));
        }

        if (Recording.IsStop(asked))
        {
            return Json(asked, 200, new JObject { ["result"] = "success" });
        }

        if (Recording.IsForm(asked) && run.Form(asked.Path.Split('/')[^1]) is { } form)
        {
            return request.Method == "GET" ? Json(asked, 200, Definition(form))
                : run.HasExpired(form) ? Problem(asked, 412, "human_input_form_expired")
                : Json(asked, 200, []);
        }

        return Problem(asked, 404, "not_found");
    }

    /// <summary>An event as the server sends it.</summary>
    public static byte[] Frame(JObject next) => Encoding.UTF8.GetBytes($"data: {next.ToString(Formatting.None)}\n\n");

    private static RecordedExchange Stream(RecordedExchange asked, IEnumerable<JObject> events, bool closes) => asked with
    {
        Headers = [new("Content-Type", "text/event-stream; charset=utf-8")],
        Pieces = [.. events.Select(next => new RecordedPiece(TimeSpan.Zero, Frame(next)))],
        Closes = closes ? TimeSpan.Zero : null,
        End = closes ? RecordedEnd.Closed : RecordedEnd.StillOpen,
    };

    private static JObject Definition(RecordedEvent form) => new()
    {
        ["form_content"] = form.Data["form_content"],
        ["inputs"] = form.Data["inputs"],
        ["resolved_default_values"] = form.Data["resolved_default_values"],
        ["user_actions"] = form.Data["actions"],
        ["expiration_time"] = form.Data["expiration_time"],
    };

    /// <summary>A refusal.</summary>
    public static RecordedExchange Problem(RecordedExchange asked, int status, string code)
        => Json(asked, status, new JObject { ["code"] = code, ["message"] = code, ["status"] = status });

    private static RecordedExchange Json(RecordedExchange asked, int status, JObject body) => asked with
    {
        Status = status,
        Headers = [new("Content-Type", "application/json")],
        Pieces = [new RecordedPiece(TimeSpan.Zero, Encoding.UTF8.GetBytes(body.ToString(Formatting.None)))],
    };
}
