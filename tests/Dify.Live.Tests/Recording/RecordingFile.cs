using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Live.Tests.Recording;

/// <summary>
/// A recording as lines of JSON. A line with <c>request</c> opens an exchange (<c>status</c>, <c>headers</c>; <c>closed</c>: seconds until
/// the server closed, null where the reader left first; <c>at</c> where it began while another one was going). Each following line is
/// a piece of its body, <c>t</c> seconds after its request, or with <c>at</c> after the first request.
/// </summary>
public static class RecordingFile
{
    public static string Write(IReadOnlyList<RecordedExchange> exchanges, Redaction redaction)
    {
        var bodies = exchanges.Select(static exchange => Frames(exchange).ToList()).ToList();
        foreach (var text in bodies.SelectMany(static frames => frames).Select(static frame => frame.Text))
        {
            redaction.Learn(text);
        }

        var lines = new StringBuilder();
        for (var index = 0; index < exchanges.Count; index++)
        {
            var exchange = exchanges[index];
            var isBeside = exchanges.Take(index).Any(other => other.LeftAt is null || other.LeftAt > exchange.SentAt);
            var origin = isBeside ? exchanges[0].SentAt : exchange.SentAt;
            var head = new JObject
            {
                ["request"] = new JObject
                {
                    ["method"] = exchange.Method,
                    ["path"] = redaction.Apply(exchange.Path),
                    ["body"] = exchange.Body is null ? null : redaction.Apply(exchange.Body),
                },
                ["status"] = exchange.Status,
                ["headers"] = new JArray(exchange.Headers.Select(header => new JArray(header.Key, redaction.Apply(header.Value)))),
                ["closed"] = exchange.ClosedAt is { } closed ? Seconds(closed - origin) : JValue.CreateNull(),
            };
            if (isBeside)
            {
                head.AddFirst(new JProperty("at", Seconds(exchange.SentAt - origin)));
            }

            Append(lines, head);
            foreach (var (at, text) in bodies[index])
            {
                Append(lines, new JObject { ["t"] = Seconds(at - origin), ["bytes"] = redaction.Apply(text) });
            }
        }

        return lines.ToString();
    }

    // What is replaced must not be cut in two, nor a character: pieces end where events do. An event came when its last byte did.
    private static IEnumerable<(TimeSpan At, string Text)> Frames(RecordedExchange exchange)
    {
        var isStream = exchange.Headers.Any(static header => header.Key == "Content-Type" && header.Value.Contains("text/event-stream"));
        using var pending = new MemoryStream();
        var last = TimeSpan.Zero;
        foreach (var (at, bytes) in exchange.Pieces)
        {
            last = at;
            foreach (var b in bytes)
            {
                pending.WriteByte(b);
                if (isStream && b == '\n' && EndsFrame(pending))
                {
                    yield return (at, Take(pending));
                }
            }
        }

        if (pending.Length > 0)
        {
            yield return (last, Take(pending));
        }
    }

    private static bool EndsFrame(MemoryStream pending) => pending.Length > 1 && pending.GetBuffer()[pending.Length - 2] == '\n';

    private static string Take(MemoryStream pending)
    {
        var text = Encoding.UTF8.GetString(pending.GetBuffer(), 0, (int)pending.Length);
        pending.SetLength(0);
        return text;
    }

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    private static void Append(StringBuilder lines, JObject line)
    {
        using var text = new StringWriter(lines, System.Globalization.CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text) { CloseOutput = false })
        {
            line.WriteTo(writer);
        }

        lines.Append('\n');
    }
}
