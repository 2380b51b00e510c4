using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// Reads recordings: a line with <c>request</c> opens an exchange, each line behind it is a piece of the answer's body. Times are seconds
/// from the exchange's own request or, where the line has <c>at</c>, from the first request of the file.
/// </summary>
internal static partial class RecordingReader
{
    // The recorder wrote down how it lost a connection: it had waited long enough, or the server broke the body off.
    private const string WaitedLongEnough = "TimeoutError";

    public static Recording Read(string name, IEnumerable<string> lines)
    {
        var exchanges = new List<List<JObject>>();
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (line.Trim().Length == 0)
            {
                continue;
            }

            JObject read = ReadLine(name, number, line);
            if (read.ContainsKey("request"))
            {
                exchanges.Add([read]);
            }
            else if (exchanges.Count > 0 && read.ContainsKey("bytes") && read.ContainsKey("t"))
            {
                exchanges[^1].Add(read);
            }
            else
            {
                throw new InvalidDataException($"Line {number} of the recording {name} is neither a request nor a piece of an answer.");
            }
        }

        return exchanges.Count > 0
            ? new Recording(name, [.. exchanges.Select(exchange => Exchange(exchange[0], exchange.Skip(1)))])
            : throw new InvalidDataException($"The recording {name} holds no request.");
    }

    private static JObject ReadLine(string name, int number, string line)
    {
        using var reader = new JsonTextReader(new StringReader(line))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
        };
        try
        {
            return JObject.Load(reader);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Line {number} of the recording {name} is no JSON object.", exception);
        }
    }

    private static RecordedExchange Exchange(JObject head, IEnumerable<JObject> lines)
    {
        JToken request = head["request"]!;
        TimeSpan? begins = Seconds(head["at"]);
        TimeSpan? closes = Seconds(head["closed"]) - (begins ?? TimeSpan.Zero);
        RecordedEnd end = closes is null ? RecordedEnd.StillOpen : RecordedEnd.Closed;
        var pieces = new List<RecordedPiece>();
        foreach (JObject line in lines)
        {
            string text = (string)line["bytes"]!;
            TimeSpan after = Seconds(line["t"])!.Value - (begins ?? TimeSpan.Zero);
            if (Lost().Match(text) is { Success: true } lost)
            {
                end = lost.Groups[1].Value == WaitedLongEnough ? RecordedEnd.StillOpen : RecordedEnd.Broken;
                closes = end == RecordedEnd.StillOpen ? null : closes ?? after;
                text = text[..lost.Index];
            }

            if (text.Length > 0)
            {
                pieces.Add(new RecordedPiece(after, Encoding.UTF8.GetBytes(text)));
            }
        }

        return new RecordedExchange(
            (string)request["method"]!,
            (string)request["path"]!,
            (string?)request["body"],
            (int)head["status"]!,
            [.. head["headers"]!.Select(header => new KeyValuePair<string, string>((string)header[0]!, (string)header[1]!))],
            begins,
            pieces,
            closes,
            end);
    }

    private static TimeSpan? Seconds(JToken? value)
        => (decimal?)value is { } seconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;

    [GeneratedRegex(@"\n!!(\w+)$")]
    private static partial Regex Lost();
}
