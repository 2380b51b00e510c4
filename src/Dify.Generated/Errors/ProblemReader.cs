using System;
using System.Collections.Generic;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// Reads what a server says about a failure, in an answer or in an event, whatever it is: whole, half, of other types, in an envelope, of
/// another program, HTML, cut off, not UTF-8.
/// </summary>
internal static class ProblemReader
{
    /// <summary>How long a body may be, in characters, to be looked at as a problem that its answer does not call one.</summary>
    public const int LongestHiddenProblem = 16 * 1024;

    private static readonly IReadOnlyDictionary<string, JToken> NoMembers = new Dictionary<string, JToken>();

    // Where Dify puts its words, then where gateways and other programs put theirs.
    private static readonly string[] Sentences =
        ["message", "detail", "error", "error_description", "error_msg", "msg", "errors", "fault"];

    // What the facts of a failure are wrapped in, when they do not stand in the object itself.
    private static readonly string[] Envelopes = ["data", "error", "message", "code"];

    /// <summary>Whether it is worth reading a body as a problem: a look at its text, so that answers which are none cost nothing.</summary>
    public static bool MayHoldProblem(ReadOnlySpan<char> body)
        => body.Length <= LongestHiddenProblem && Has(body, "\"code\"") && Has(body, "\"message\"") && Has(body, "\"status\"");

    public static DifyProblem Read(int status, ReadOnlyMemory<char> body)
        => TryParse(body) is { } members ? Read(status, members)
            : new DifyProblem(status, default, null, NoMembers, body.Span.IsWhiteSpace() ? ProblemSource.Nobody : ProblemSource.Page);

    /// <summary>The problem that bytes are; null if they are none.</summary>
    public static DifyProblem? TryRead(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return null;
        }

        using var text = new DecodedText(utf8.Span);
        return TryParse(text.Memory) is { } members && Read(0, members) is { HasWords: true } problem ? problem : null;
    }

    /// <summary>The JSON object that a text is; null if it is none.</summary>
    public static JObject? TryParse(ReadOnlyMemory<char> text)
    {
        try
        {
            return DifyJson.Parse(text) as JObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static DifyProblem Read(int status, JObject members)
    {
        var all = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            all[member.Key] = member.Value ?? JValue.CreateNull();
        }

        var facts = FactsOf(members);
        var code = Code(facts["code"]);
        var isDify = facts["code"]?.Type == JTokenType.String || members["event"]?.Type == JTokenType.String;
        return new DifyProblem(
            status >= 300 ? status : Status(facts["status"]) ?? Status(facts["status_code"]) ?? status,
            code is null ? default : new DifyErrorCode(code),
            Sentence(facts) ?? Sentence(members),
            all,
            isDify ? ProblemSource.Dify : ProblemSource.OtherProgram);
    }

    // The object in which code, message or status stand: the outer one, or one that it wraps them in.
    private static JObject FactsOf(JObject members)
    {
        if (members["code"] is JValue { Value: not null } || members["message"] is JValue { Value: not null })
        {
            return members;
        }

        foreach (var envelope in Envelopes)
        {
            if (members[envelope] is JObject inner
                && (inner["code"] is JValue { Value: not null } || inner["message"] is JValue { Value: not null }))
            {
                return inner;
            }
        }

        return members;
    }

    private static bool Has(ReadOnlySpan<char> body, string name) => body.IndexOf(name.AsSpan()) >= 0;

    private static string? Code(JToken? token) => token is JValue ? Text(token) : null;

    private static string? Sentence(JObject members)
    {
        foreach (var name in Sentences)
        {
            if (Text(members[name]) is { } text)
            {
                return text;
            }
        }

        // Problem details (RFC 9457) have a title; so have other things.
        return Status(members["status"]) is null ? null : Text(members["title"]);
    }

    // Some servers put an object where the sentence belongs; its JSON still says what happened.
    private static string? Text(JToken? token) => token?.Type switch
    {
        null or JTokenType.Null => null,
        JTokenType.String => (string)token! is { Length: > 0 } text ? text : null,
        _ => token.ToString(Formatting.None),
    };

    private static int? Status(JToken? token)
        => token is JValue { Value: { } value }
            && decimal.TryParse(
                Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= 100 and <= 599
            && decimal.Truncate(number) == number
            ? (int)number
            : null;
}
