using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Documents;

/// <summary>What one document describes and none of some others does: operations, parameters, statuses, media types, members and events, by
/// their names on the wire.</summary>
internal sealed class DocumentCoverage(ApiDocument theirs, params ApiDocument[] ours)
{
    private const int Deepest = 16;

    private readonly HashSet<(JObject, string)> visited = [];

    /// <summary>Each place that is missing, with the word that names it.</summary>
    public IEnumerable<(string Place, string Word)> Missing() => theirs.Operations.SelectMany(MissingOf);

    private static string Shape(string path) => Regex.Replace(path, @"\{[^}]+}", "{}");

    private IEnumerable<(string Place, string Word)> MissingOf(DocumentOperation their)
    {
        List<DocumentOperation> mine = [.. ours.SelectMany(document => document.Operations)
            .Where(operation => operation.Method == their.Method && Shape(operation.Path) == Shape(their.Path))];
        if (mine.Count == 0)
        {
            return [(their.ToString(), $"{their.Method} {their.Path}")];
        }

        string place = their.ToString();
        var missing = new List<(string, string)>();
        missing.AddRange(their.Parameters.Where(parameter => (string?)parameter["in"] != "path")
            .Select(parameter => (string)parameter["name"]!)
            .Where(name => !mine.Any(operation => operation.Parameters.Any(parameter => (string?)parameter["name"] == name)))
            .Select(name => ($"{place} parameter {name}", name)));
        missing.AddRange(their.Responses.Keys.Where(status => !mine.Any(operation => operation.Responses.ContainsKey(status)))
            .Select(status => ($"{place} {status}", status)));
        foreach (string status in their.Responses.Keys)
        {
            int code = int.Parse(status, null);
            missing.AddRange(MissingBodies(
                $"{place} {status}", their.Answer(code), [.. mine.Select(operation => (operation.Document, operation.Answer(code)))]));
            missing.AddRange(their.Problems.Where(problem => problem.Status == code
                && !mine.Any(operation => operation.Problems.Any(own => own.Status == code && own.Code == problem.Code)))
                .Select(problem => ($"{place} {status}", problem.Code)));
        }

        missing.AddRange(
            MissingBodies($"{place} body", their.Bodies, [.. mine.Select(operation => (operation.Document, operation.Bodies))]));
        return missing;
    }

    private IEnumerable<(string, string)> MissingBodies(
        string place,
        IReadOnlyDictionary<string, JObject> theirBodies,
        IReadOnlyList<(ApiDocument Document, IReadOnlyDictionary<string, JObject> Bodies)> mine)
        => theirBodies.SelectMany(body =>
        {
            List<(ApiDocument, JObject)> schemas =
                [.. mine.Where(other => other.Bodies.ContainsKey(body.Key)).Select(other => (other.Document, other.Bodies[body.Key]))];
            return schemas.Count > 0 || mine.All(other => other.Bodies.Count == 0)
                ? MissingMembers(place, body.Value, schemas, 0)
                : [($"{place} {body.Key}", body.Key)];
        });

    private IEnumerable<(string, string)> MissingMembers(
        string place, JToken their, IReadOnlyList<(ApiDocument Document, JObject Schema)> mine, int depth)
    {
        if (mine.Count == 0
            || depth > Deepest
            || !visited.Add((theirs.Resolve(their), string.Join("|", mine.Select(other => other.Document.Resolve(other.Schema).Path)))))
        {
            yield break;
        }

        List<(ApiDocument Document, Dictionary<string, JObject> Members)> known =
            [.. mine.Select(other => (other.Document, MembersOf(other.Document, other.Schema)))];
        foreach ((string name, JObject schema) in MembersOf(theirs, their))
        {
            List<(ApiDocument, JObject)> matches =
                [.. known.Where(other => other.Members.ContainsKey(name)).Select(other => (other.Document, other.Members[name]))];
            if (matches.Count == 0)
            {
                yield return ($"{place}.{name}", name);
                continue;
            }

            foreach ((string, string) deeper in MissingMembers($"{place}.{name}", schema, matches, depth + 1))
            {
                yield return deeper;
            }
        }
    }

    // Members by name, the items of a list as [], and the events of a stream by theirs.
    private static Dictionary<string, JObject> MembersOf(ApiDocument document, JToken schema)
    {
        var members = new Dictionary<string, JObject>(StringComparer.Ordinal);
        JObject resolved = document.Resolve(schema);
        foreach (JToken part in new[] { "allOf", "oneOf", "anyOf" }.SelectMany(word => (JArray?)resolved[word] ?? []))
        {
            foreach ((string name, JObject member) in MembersOf(document, part))
            {
                members[name] = member;
            }
        }

        foreach (JProperty property in ((JObject?)resolved["properties"] ?? []).Properties())
        {
            members[property.Name] = (JObject)property.Value;
        }

        if (resolved["items"] is JObject item)
        {
            members["[]"] = item;
        }

        foreach (JProperty entry in ((JObject?)resolved["discriminator"]?["mapping"] ?? []).Properties())
        {
            members[entry.Name] = new JObject { ["$ref"] = entry.Value };
        }

        return members;
    }
}
