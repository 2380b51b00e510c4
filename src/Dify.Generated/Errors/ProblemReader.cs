using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads what a server says about a failure, whatever it is: whole, half, of other types, HTML, cut off, not UTF-8.</summary>
internal static class ProblemReader
{
    private const int LongestHiddenProblem = 16 * 1024;

    private static readonly IReadOnlyDictionary<string, JToken> NoMembers = new Dictionary<string, JToken>();

    /// <summary>Whether it is worth reading a body as a problem: a look at its text, so that answers which are none cost nothing.</summary>
    public static bool MayHoldProblem(ReadOnlySpan<char> body)
        => body.Length <= LongestHiddenProblem && Has(body, "\"code\"") && Has(body, "\"message\"") && Has(body, "\"status\"");

    public static DifyProblem Read(int status, ReadOnlyMemory<char> body)
    {
        JObject? members;
        try
        {
            members = DifyJson.Parse(body) as JObject;
        }
        catch (JsonException)
        {
            members = null;
        }

        return members is null ? new DifyProblem(status, default, null, NoMembers) : Read(status, members);
    }

    public static DifyProblem Read(int status, JObject members)
    {
        var all = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            all[member.Key] = member.Value ?? JValue.CreateNull();
        }

        var code = Text(members["code"]);
        return new DifyProblem(status >= 300 ? status : Status(members["status"]) ?? status, code is null ? default : new DifyErrorCode(code), Text(members["message"]), all);
    }

    private static bool Has(ReadOnlySpan<char> body, string name) => body.IndexOf(name.AsSpan()) >= 0;

    // Some servers put an object where the sentence belongs; its JSON still says what happened.
    private static string? Text(JToken? token) => token?.Type switch
    {
        null or JTokenType.Null => null,
        JTokenType.String => (string)token! is { Length: > 0 } text ? text : null,
        _ => token.ToString(Formatting.None),
    };

    private static int? Status(JToken? token)
        => token?.Type switch
        {
            JTokenType.Integer when (token as JValue)?.Value is long and >= 100 and <= 599 and var number => (int)number,
            JTokenType.String when int.TryParse((string)token!, out var number) && number is >= 100 and <= 599 => number,
            _ => null,
        };
}
