using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>What a server says of a recorded run where the recording holds no answer: the record of the run, its stream, its forms, and success to a stop.</summary>
internal static class ComputedAnswers
{
    public static RecordedExchange To(ReceivedRequest request, RecordedRun run)
    {
        var asked = new RecordedExchange(request.Method, request.Target, null, 200, [], null, [], TimeSpan.Zero, RecordedEnd.Closed);
        if (Recording.IsEvents(asked))
        {
            return Stream(asked, run.End is null ? RecordedSnapshot.Of(run, run.Log.Count) : RecordedSnapshot.OfFinished(run.End, run.RunId!), isOver: run.End is not null);
        }

        if (Recording.IsRunDetail(asked))
        {
            return Json(asked, 200, run.Details.LastOrDefault() ?? RecordedSnapshot.Detail(run));
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

    /// <summary>A stream that says this and then, unless the run is over, stays open.</summary>
    public static RecordedExchange Stream(RecordedExchange asked, IEnumerable<JObject> events, bool isOver) => asked with
    {
        Headers = [new("Content-Type", "text/event-stream; charset=utf-8")],
        Pieces = [.. events.Select(next => new RecordedPiece(TimeSpan.Zero, Frame(next)))],
        Closes = isOver ? TimeSpan.Zero : null,
        End = isOver ? RecordedEnd.Closed : RecordedEnd.StillOpen,
    };

    public static byte[] Frame(JObject next) => Encoding.UTF8.GetBytes($"data: {next.ToString(Formatting.None)}\n\n");

    private static JObject Definition(RecordedEvent form) => new()
    {
        ["form_content"] = form.Data["form_content"],
        ["inputs"] = form.Data["inputs"],
        ["resolved_default_values"] = form.Data["resolved_default_values"],
        ["user_actions"] = form.Data["actions"],
        ["expiration_time"] = form.Data["expiration_time"],
    };

    private static RecordedExchange Problem(RecordedExchange asked, int status, string code)
        => Json(asked, status, new JObject { ["code"] = code, ["message"] = code, ["status"] = status });

    private static RecordedExchange Json(RecordedExchange asked, int status, JObject body) => asked with
    {
        Status = status,
        Headers = [new("Content-Type", "application/json")],
        Pieces = [new RecordedPiece(TimeSpan.Zero, Encoding.UTF8.GetBytes(body.ToString(Formatting.None)))],
    };
}
