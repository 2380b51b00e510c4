using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Reads the answers that a script puts in the place of the server's own.</summary>
internal static class ScriptReplyReader
{
    private static readonly string[] Bodies = ["problem", "json", "text", "html", "connection"];

    // What may happen to any answer, the usual one included.
    private static readonly string[] Ways = ["delay", "hold", "encoding", "cut_after"];

    public static ScriptedReply Read(ScriptElement element)
    {
        IReadOnlyDictionary<string, ScriptElement> members =
            element.Members(["request", "call", "status", "headers", "content_type", "encoding_cut", .. Ways, .. Bodies]);
        ScriptElement request = members.GetValueOrDefault("request") ?? throw element.Wrong("the member 'request' is missing.");
        if (request.Text().Split(' ') is not [{ Length: > 0 } method, ['/', ..] path])
        {
            throw request.Wrong("it must be a method and a path, such as 'POST /workflows/run'.");
        }

        if (OperationNames.Shared.Unknown(method, path) is { } unknown)
        {
            throw request.Wrong(unknown);
        }

        ScriptElement[] bodies = [.. Bodies.Where(members.ContainsKey).Select(name => members[name])];
        if (bodies.Length > 1)
        {
            throw bodies[1].Wrong($"an answer has one of {string.Join(", ", Bodies)}, not several.");
        }

        int? call = members.GetValueOrDefault("call")?.Count(1);
        return new ScriptedReply(method, path, call, ReadReply(element, members, bodies.FirstOrDefault()));
    }

    private static TestReply ReadReply(ScriptElement element, IReadOnlyDictionary<string, ScriptElement> members, ScriptElement? body)
    {
        if (body is null && !Ways.Any(members.ContainsKey))
        {
            throw element.Wrong(
                $"what to answer is missing: one of {string.Join(", ", Bodies)}, "
                + $"or one of {string.Join(", ", Ways)} for the usual answer.");
        }

        int? status = members.GetValueOrDefault("status") is { } given ? ReadStatus(given) : null;
        TestReply reply = body?.Name switch
        {
            "problem" => ReadProblem(body, status ?? 400),
            "json" => TestReply.Json(status ?? 200, (object)body.Token),
            "text" => TestReply.Content(
                status ?? 200,
                members.GetValueOrDefault("content_type")?.Text() ?? "text/plain; charset=utf-8",
                Encoding.UTF8.GetBytes(body.Text())),
            "html" => TestReply.Html(status ?? 502, body.Text()),
            "connection" => body.Word(("cut", TestReply.Cut()), ("silent", TestReply.Silence())),
            _ => TestReply.AsUsual(),
        };
        if (status is not null && body?.Name is null or "connection")
        {
            throw members["status"].Wrong("it needs an answer that has a status: problem, json, text or html.");
        }

        if (members.GetValueOrDefault("headers") is { } headers)
        {
            reply = headers.AnyMembers().Aggregate(reply, (answer, header) => answer.WithHeader(ReadName(header), header.Text()));
        }

        return ReadWay(members, reply);
    }

    private static TestReply ReadWay(IReadOnlyDictionary<string, ScriptElement> members, TestReply reply)
    {
        reply = members.GetValueOrDefault("delay") is { } delay ? reply.WithDelay(delay.Seconds()) : reply;
        reply = members.GetValueOrDefault("cut_after") is { } cut ? reply.WithCutAfter(cut.Seconds()) : reply;
        reply = members.GetValueOrDefault("hold") is not { } hold ? reply
            : hold.IsText ? hold.Word(("event", reply.WithHeadersHeldUntilEvent()), ("end", reply.WithBuffering()))
            : reply.WithHeadersHeldFor(hold.Seconds());
        ScriptElement? cutEncoding = members.GetValueOrDefault("encoding_cut");
        if (members.GetValueOrDefault("encoding") is not { } encodings)
        {
            return cutEncoding is null
                ? reply : throw cutEncoding.Wrong("it needs 'encoding': only what is compressed has an end of its own.");
        }

        bool isCut = cutEncoding?.Flag() ?? false;

        // As in the header: several, in the order in which they are applied.
        return encodings.Text().Split(',').Aggregate(
            reply, (answer, name) => answer.WithEncoding(ReadEncoding(encodings, name.Trim()), isCut));
    }

    private static ReplyEncoding ReadEncoding(ScriptElement element, string name) => name switch
    {
        "gzip" => ReplyEncoding.Gzip,
        "br" => ReplyEncoding.Brotli,
        "deflate" => ReplyEncoding.Deflate,
        "raw-deflate" => ReplyEncoding.RawDeflate,
        _ => throw element.Wrong("it must be gzip, br, deflate or raw-deflate, or several of them with commas."),
    };

    private static TestReply ReadProblem(ScriptElement body, int status)
    {
        IReadOnlyDictionary<string, ScriptElement> members = body.Members("code", "message");
        return TestReply.Problem(
            status,
            members.GetValueOrDefault("code")?.Text() ?? throw body.Wrong("the member 'code' is missing."),
            members.GetValueOrDefault("message")?.Text() ?? "A problem of the script's own.");
    }

    private static int ReadStatus(ScriptElement element) =>
        element.Count(200) is <= 599 and var status ? status : throw element.Wrong("a final HTTP status lies between 200 and 599.");

    private static string ReadName(ScriptElement header)
    {
        if (header.Name.Length == 0 || !header.Name.All(IsOfName))
        {
            throw header.Wrong("it is no name of a header.");
        }

        return header.Text().All(character => character is >= ' ' and <= '~')
            ? header.Name
            : throw header.Wrong("a header's value is printable ASCII.");
    }

    private static bool IsOfName(char character) =>
        char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal);
}
