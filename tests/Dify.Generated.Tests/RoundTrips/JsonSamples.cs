using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.RoundTrips;

/// <summary>
/// Makes JSON texts that a server could send for a schema: with everything, with little, with nulls, with words and members of tomorrow.
/// The same seed gives the same texts.
/// </summary>
internal sealed class JsonSamples(ApiDocument document, int seed, IReadOnlyDictionary<string, string>? always = null)
{
    private const long LastSecond = 253402300799;

    private static readonly string[] Texts =
    [
        "\"\"",
        "\"text\"",
        "\"日本語 🌞\"",
        "\"a\\\"b\\\\c\\n\"",
        "\"2026-07-01T00:00:00Z\"",
        "\"2026-07-01\"",
        "\"null\"",
        "\"{}\"",
        "\"/Date(0)/\"",
    ];
    private static readonly string[] Numbers =
    [
        "12345678901234567890", "0.1234567890123456789012345", "1.10", "-0.0", "0", "-7", "9007199254740993"
    ];
    private static readonly string[] Dates =
    [
        "\"2026-07-01T09:00:00\"", "\"2026-07-01T09:00:00.123456\"", "\"2026-07-01T09:00:00Z\"", "\"2026-07-01T18:00:00+09:00\""
    ];

    private readonly Random random = new(seed);
    private readonly SchemaCheck check = new(document);

    public string Make(JToken schema) => Make(schema, "", 0);

    // A number that no .NET number holds is kept where the documents allow any JSON, yet not in a member that they do not name.
    private string Anything(int depth, bool isNamed = true)
        => random.Next(depth > 2 ? 4 : 6) switch
        {
            0 => Pick(Texts),
            1 => isNamed && Chance(5) ? "1e400" : Pick(Numbers),
            2 => Pick(["true", "false", "null"]),
            3 => "\"" + new string('x', random.Next(20)) + "\"",
            4 => "[" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => Anything(depth + 1, isNamed))) + "]",
            _ => Object(["b", "B", "a", "$type", "日付"], depth, isNamed),
        };

    private string Make(JToken schema, string wireName, int depth)
    {
        JObject resolved = document.Resolve(schema);
        if (resolved["nullable"] is JValue { Value: true } && Chance(4))
        {
            return "null";
        }

        if (resolved["oneOf"] is JArray choices)
        {
            return Make(choices[random.Next(choices.Count)], wireName, depth);
        }

        if (check.Members(resolved) is { Count: > 0 } members)
        {
            return Members(resolved, members, depth == 0 ? string.Empty : wireName + ".", depth);
        }

        if (resolved["allOf"] is JArray { Count: 1 } only)
        {
            return Make(only[0], wireName, depth);
        }

        return (string?)resolved["type"] switch
        {
            "string" => Text(resolved, wireName),
            "integer" => Integer(resolved, wireName),
            "number" => Pick(["0", "0.0", "2.5", "-1.25", "1e-7", "123456.789", "3"]),
            "boolean" => Pick(["true", "false"]),
            "array" => "[" + string.Join(
                ",", Enumerable.Range(0, random.Next(4)).Select(_ => Make(resolved["items"] ?? new JObject(), wireName, depth + 1))) + "]",
            "object" when resolved["additionalProperties"] is JObject value =>
                "{" + string.Join(",", new[] { "k", "K" }.Select(key => $"\"{key}\":{Make(value, wireName, depth + 1)}")) + "}",
            "object" => Object(["z", "a", "A"], depth, isNamed: depth > 0),
            _ => Anything(depth),
        };
    }

    private string Members(JObject schema, IReadOnlyDictionary<string, JObject> members, string place, int depth)
    {
        HashSet<string> required = [.. RequiredOf(schema)];
        List<string> texts = [.. members
            .Where(member => required.Contains(member.Key) || Always(place + member.Key, depth) is not null || Chance(5, 6))
            .Select(member =>
                $"{JsonConvert.ToString(member.Key)}:{(Always(place + member.Key, depth) is { Length: > 0 } value ? value : Make(member.Value, member.Key, depth + 1))}")];
        if (Chance(2))
        {
            texts.Add("\"member_of_tomorrow\":" + Anything(depth, isNamed: false));
        }

        // What comes first on the wire is the server's choice.
        return "{" + string.Join(",", Chance(2) ? texts : texts.AsEnumerable().Reverse()) + "}";
    }

    // What makes the answer one: a value of its own, or whatever the schema gives where there is none.
    private string? Always(string place, int depth) => depth < 2 ? always?.GetValueOrDefault(place) : null;

    private IEnumerable<string> RequiredOf(JObject schema)
        => ((JArray?)schema["required"] ?? [])
            .Select(name => (string)name!)
            .Concat(((JArray?)schema["allOf"] ?? []).SelectMany(part => RequiredOf(document.Resolve(part))));

    private string Text(JObject schema, string wireName)
    {
        if (schema["enum"] is JArray words)
        {
            return wireName == "event" || !Chance(5)
                ? JsonConvert.ToString((string)words[random.Next(words.Count)]!)
                : "\"word-of-tomorrow\"";
        }

        if ((string?)schema["format"] == "date-time")
        {
            return Pick(Dates);
        }

        return wireName.EndsWith("price", StringComparison.Ordinal) ? Pick(["\"0.00125\"", "\"12\"", "\"1e-7\""]) : Pick(Texts);
    }

    private string Integer(JObject schema, string wireName)
    {
        long largest = wireName.EndsWith("_at", StringComparison.Ordinal) || wireName == "expiration_time" ? LastSecond
            : (string?)schema["format"] == "int64" ? long.MaxValue : int.MaxValue;
        return (Chance(4) ? 0 : random.NextInt64(largest)).ToString(CultureInfo.InvariantCulture);
    }

    private string Object(string[] names, int depth, bool isNamed = true)
        => "{" + string.Join(",", names.Where(_ => Chance(2)).Select(name => $"\"{name}\":{Anything(depth + 1, isNamed)}")) + "}";

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private bool Chance(int times, int of) => random.Next(of) < times;
}
