using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.ChatRuns;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.OddAnswers;

/// <summary>
/// Every event of a document with all of its members, and with each of them, at any depth, of each other kind of JSON: what a server of
/// another version, or a proxy that rewrites, could send.
/// </summary>
internal sealed class EventMutations(ApiDocument document, string union, IReadOnlyDictionary<string, string> ids)
{
    private const int MostDepth = 8;

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "7", "-1", "2.0", "0.5", "1e300", "1790000000123", "9223372036854775807",
        "123456789012345678901234567890",
        "\"words\"", "\"12\"", "\"\"", "\" \"", "\"NaN\"", "\"2026-07-01T09:00:00Z\"", "\"{}\"", "\"\\u0000\\ud83d\"",
        "{}", "{\"message\":\"m\"}", "{\"a\":{\"b\":[{}]}}", "[]", "[null]", "[1]", "[\"a\",null]", "[[]]", "[{\"a\":[]}]",
    ];

    private static readonly JsonSerializerSettings Plain = new() { DateParseHandling = DateParseHandling.None };

    private readonly SchemaCheck check = new(document);

    /// <summary>Those of the run of a workflow.</summary>
    public static EventMutations OfWorkflows { get; } = new(
        ApiDocument.English,
        "ChunkWorkflowEvent",
        new Dictionary<string, string> { ["task_id"] = "task-1", ["workflow_run_id"] = SampleId.Run });

    /// <summary>Those of the answer of a chat, be there a workflow behind it or not.</summary>
    public static EventMutations OfChats { get; } = new(
        ApiDocument.EnglishService,
        "ChunkChatEvent",
        new Dictionary<string, string>
        {
            ["task_id"] = ChatServer.TaskId,
            ["workflow_run_id"] = ChatServer.RunId,
            ["conversation_id"] = ChatServer.ConversationId,
            ["message_id"] = ChatServer.MessageId,
        });

    private JObject Schemas => (JObject)document.Schema(union)["discriminator"]!["mapping"]!;

    /// <summary>The names of the events, but for those that are none of a run that goes well.</summary>
    public IEnumerable<string> Names => Schemas.Properties().Select(entry => entry.Name).Where(name => name is not ("error" or "ping"));

    /// <summary>An event with all that the document describes.</summary>
    public JObject Whole(string name)
    {
        var whole = (JObject)Make(new JObject { ["$ref"] = Schemas[name] }, string.Empty, 0);
        whole["event"] = name;
        foreach ((string member, string id) in ids.Where(id => id.Key != "workflow_run_id" || whole.ContainsKey(id.Key)))
        {
            whole[member] = id;
        }

        if (whole["data"] is JObject data && name is "workflow_finished" or "workflow_paused")
        {
            data["status"] = name == "workflow_paused" ? "paused" : "succeeded";
        }

        return whole;
    }

    /// <summary>The places of all members and items of an event.</summary>
    public static IReadOnlyList<string> Places(JObject whole)
        => [.. whole.Descendants().Where(token => token is not JProperty && token.Parent is not null).Select(token => token.Path)];

    /// <summary>Plays an event with each value in each of its places.</summary>
    /// <param name="whole">The event.</param>
    /// <param name="play">Plays one, given the place and the value; what it says is a fault.</param>
    public static async Task<(int Combinations, IReadOnlyList<string> Lost)> PlayAsync(
        JObject whole, Func<JObject, string, string, Task<string?>> play)
    {
        var lost = new List<string>();
        int combinations = 0;
        foreach (string place in Places(whole))
        {
            foreach ((string value, JObject mutated) in At(whole, place))
            {
                combinations++;
                if (await play(mutated, place, value) is { } fault)
                {
                    lost.Add($"{place} = {value}: {fault}");
                }
            }
        }

        return (combinations, lost);
    }

    // The event with each value in the place.
    private static IEnumerable<(string Value, JObject Event)> At(JObject whole, string place)
    {
        foreach (string value in Values)
        {
            var mutated = (JObject)whole.DeepClone();
            mutated.SelectToken(place)!.Replace(JsonConvert.DeserializeObject<JToken>(value, Plain)!);
            yield return (value, mutated);
        }
    }

    private JToken Make(JToken schema, string wireName, int depth)
    {
        JObject resolved = document.Resolve(schema);
        if (depth > MostDepth)
        {
            return JValue.CreateNull();
        }

        if (check.Members(resolved) is { Count: > 0 } members)
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
            "integer" => wireName.EndsWith("_at", StringComparison.Ordinal) || wireName == "expiration_time" ? 1_790_000_000 : 3,
            "number" => 1.5,
            "boolean" => true,
            "array" => new JArray(Make(resolved["items"] ?? new JObject(), wireName, depth + 1)),
            "object" => new JObject { ["k"] = resolved["additionalProperties"] is JObject value ? Make(value, wireName, depth + 1) : 1 },
            _ => wireName + "-1",
        };
    }
}
