using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Serving;

/// <summary>Whole answers as bytes.</summary>
internal static class Answers
{
    public static byte[] Json(string json, string status = "200 OK")
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        string length = body.Length.ToString(CultureInfo.InvariantCulture);
        string head = $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <summary>An event stream with a chunk for each event.</summary>
    public static byte[] Stream(IEnumerable<string> frames)
    {
        using var answer = new MemoryStream();
        answer.Write(StreamHead);
        foreach (string frame in frames)
        {
            answer.Write(WireScript.Chunked(Encoding.UTF8.GetBytes(frame)));
        }

        answer.Write(StreamEnd);
        return answer.ToArray();
    }

    public static ReadOnlySpan<byte> StreamHead =>
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"u8;

    public static ReadOnlySpan<byte> StreamEnd => "0\r\n\r\n"u8;
}
