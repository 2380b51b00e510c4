using System.Collections.Generic;
using System.Linq;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.OddAnswers;

/// <summary>
/// Every event of the document with all of its members, and with each of them, at any depth, of each other kind of JSON: what a server of another version, or a proxy that
/// rewrites, could send.
/// </summary>
internal static class EventMutations
{
    private const int MostDepth = 8;

    private static readonly string[] Values =
        ["null", "true", "7", "2.0", "1e300", "1790000000123", "\"words\"", "\"12\"", "\"\"", "{}", "{\"message\":\"m\"}", "[]", "[null]", "[1]", "[{\"a\":[]}]"];

    private static readonly ApiDocument Document = ApiDocument.English;
    private static readonly SchemaCheck Check = new(Document);

    private static JObject Schemas => (JObject)Document.Schema("ChunkWorkflowEvent")["discriminator"]!["mapping"]!;

    /// <summary>The names of the events, but for those that are none of a run that goes well.</summary>
    public static IEnumerable<string> Names => Schemas.Properties().Select(entry => entry.Name).Where(name => name is not ("error" or "ping"));

    /// <summary>An event with all that the document describes.</summary>
    public static JObject Whole(string name)
    {
        var whole = (JObject)Make(new JObject { ["$ref"] = Schemas[name] }, string.Empty, 0);
        whole["event"] = name;
        whole["task_id"] = "task-1";
        whole["workflow_run_id"] = SampleId.Run;
        if (whole["data"] is JObject data && name is "workflow_finished" or "workflow_paused")
        {
            data["status"] = name == "workflow_paused" ? "paused" : "succeeded";
        }

        return whole;
    }

    /// <summary>The places of all members and items of an event.</summary>
    public static IReadOnlyList<string> Places(JObject whole)
        => [.. whole.Descendants().Where(token => token is not JProperty && token.Parent is not null).Select(token => token.Path)];

    /// <summary>The event with each value in the place.</summary>
    public static IEnumerable<(string Value, JObject Event)> At(JObject whole, string place)
    {
        foreach (string value in Values)
        {
            var mutated = (JObject)whole.DeepClone();
            mutated.SelectToken(place)!.Replace(JToken.Parse(value));
            yield return (value, mutated);
        }
    }

    private static JToken Make(JToken schema, string wireName, int depth)
    {
        JObject resolved = Document.Resolve(schema);
        if (depth > MostDepth)
        {
            return JValue.CreateNull();
        }

        if (Check.Members(resolved) is { Count: > 0 } members)
        {
            return new JObject(members.Select(member => new JProperty(member.Key, Make(member.Value, member.Key, depth + 1))));
        }

        if (resolved["oneOf"] is JArray choices)
        {
            return Make(choices[0], wireName, depth);
        }

        return (string?)resolved["type"] switch
        {
            "string" when resolved["enum"] is JArray words => (string)words[0]!,
            "string" when (string?)resolved["format"] == "date-time" => "2026-07-01T09:00:00Z",
            "integer" => wireName.EndsWith("_at", System.StringComparison.Ordinal) || wireName == "expiration_time" ? 1_790_000_000 : 3,
            "number" => 1.5,
            "boolean" => true,
            "array" => new JArray(Make(resolved["items"] ?? new JObject(), wireName, depth + 1)),
            "object" => new JObject { ["k"] = resolved["additionalProperties"] is JObject value ? Make(value, wireName, depth + 1) : 1 },
            _ => wireName + "-1",
        };
    }
}
