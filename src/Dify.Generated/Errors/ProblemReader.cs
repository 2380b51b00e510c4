using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads what a server says about a failure, whatever it is: whole, half, of other types, HTML, cut off, not UTF-8.</summary>
internal static class ProblemReader
{
    private static readonly IReadOnlyDictionary<string, JToken> NoMembers = new Dictionary<string, JToken>();

    public static DifyProblem Read(int status, ReadOnlySpan<byte> body)
    {
        using var text = new DecodedText(body);
        return Read(status, text.Memory);
    }

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
        return new DifyProblem(Status(members["status"]) ?? status, code is null ? default : new DifyErrorCode(code), Text(members["message"]), all);
    }

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
