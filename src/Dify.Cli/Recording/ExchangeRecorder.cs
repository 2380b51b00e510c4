using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Recording;

/// <summary>Takes note of one answer as it comes.</summary>
internal sealed class ExchangeRecorder(ScriptRecorder script, Operation operation, int call) : IDisposable
{
    private const int LongestBody = 1024 * 1024;

    private readonly MemoryStream body = new();
    private readonly EventCutter cutter = new();
    private readonly JObject headers = [];
    private RunRecorder? run;
    private bool isStream;
    private int status;
    private string mediaType = "";

    /// <summary>The answer begins.</summary>
    public void NoteHead(int answered, string? contentType, Func<string, string?> header)
    {
        status = answered;
        mediaType = (contentType ?? "").Split(';')[0].Trim();
        script.NoteVersion(header("X-Version"));
        if (header("Retry-After") is { } retryAfter)
        {
            headers["Retry-After"] = retryAfter;
        }

        isStream = status == 200 && mediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);
        run = isStream ? script.RunOf(operation) : null;
    }

    public void NoteBytes(ReadOnlySpan<byte> bytes)
    {
        if (!isStream)
        {
            body.Write(bytes[..(int)Math.Min(bytes.Length, Math.Max(0, LongestBody - body.Length))]);
            return;
        }

        IReadOnlyList<JObject> events = cutter.Add(bytes);
        if (run is not null)
        {
            foreach (JObject told in events)
            {
                script.With(run, recorded => recorded.Note(this, told));
            }
        }
    }

    /// <summary>The answer has ended.</summary>
    public void NoteEnd(AnswerEnd end)
    {
        if (run is not null)
        {
            script.With(run, recorded => recorded.NoteStreamEnd(this, end));
        }
        else if (end == AnswerEnd.Broken)
        {
            script.NoteResponse(operation, call, new JObject { ["connection"] = "cut" });
        }
        else if (end == AnswerEnd.Closed && !isStream)
        {
            NoteBody();
        }
    }

    public void Dispose() => body.Dispose();

    private void NoteBody()
    {
        string text = Encoding.UTF8.GetString(body.ToArray());
        JObject? json = EventCutter.ReadJson(text) as JObject;
        if (status >= 400)
        {
            script.NoteResponse(operation, call, Failure(text, json));
        }
        else if (operation.Name == Operation.Speak && status == 200)
        {
            script.NoteSpeech();
        }
        else if (json is not null && status == 200)
        {
            script.NoteAnswer(operation, json);
        }
    }

    private JObject Failure(string text, JObject? json)
    {
        var response = new JObject { ["status"] = status };
        if (headers.Count > 0)
        {
            response["headers"] = headers;
        }

        if (json is { Count: <= 3 } && (string?)json["code"] is { } code)
        {
            response["problem"] = new JObject { ["code"] = code, ["message"] = (string?)json["message"] ?? "" };
        }
        else if (json is not null)
        {
            response["json"] = json;
        }
        else
        {
            response["text"] = text;
            response["content_type"] = mediaType.Length > 0 ? mediaType : "text/plain";
        }

        return response;
    }
}
