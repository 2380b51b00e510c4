using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// Compares what the stand-in answers with what a real server answered. <see cref="MayDiffer"/> is all that may be otherwise.
/// </summary>
internal sealed partial class ExchangeComparison
{
    /// <summary>What may differ, and why. A value under such a name must still be of the same type.</summary>
    private static readonly (string[] Names, string Reason)[] MayDiffer =
    [
        (["created_at", "updated_at", "finished_at", "expiration_time", "elapsed_time", "sys.timestamp", "version"],
            "times: theirs was another day"),
        (["duration of rounds"], "times, in execution_metadata.*_duration_map: the keys count"),
        (["ids"], "UUIDs are new; which is which must be the same throughout"),
        (["total"], "how many runs there were"),
        (["source_url"], "a signed address"),
        (["configuration of an app, in /info, /parameters, /site and /meta"], "the members and their types count"),
        (["order of paused_nodes, and of node_started after an answer"], "the server keeps them in a set"),
        (["task_id of a snapshot of a run that goes on"], "the task or the run, as an event happens to come within 0.2 s or not"),
        (["number of pings in a row"], "a matter of time; that there are some counts"),
        (["end of a reader that was cut off"],
            "1.16 finds out about a reader that is gone when it happens to write to it; what came before counts"),
        (["run detail right after a stop from 1.16 on"], "the record may lag behind the stream"),
        (["values in the answers of chats and knowledge bases that the requests do not bring about"],
            "another app's: the members and their types count, at every depth"),
        (["Content-Disposition, Last-Modified and ETag of an archive of documents"], "name and date of a file on the server's disk"),
        (["user of the last request of chatflow-human-input"], "written down as another one; the server refuses another user"),
        (["events of a source of documents that is no file"], "what a plugin finds; that it is read and ended counts"),
        (["Content-Length, Transfer-Encoding"], "follow from the body; whether there is a length counts"),
    ];

    // What apps and callers write as they like.
    private static readonly string[] FreeForms =
        ["inputs", "doc_metadata",
            "model_properties", "dataset_process_rule", "document_process_rule", "data_source_info", "data_source_detail_dict"];

    private static readonly string[] Times = [.. MayDiffer[0].Names, "total", "source_url"];

    private readonly Dictionary<string, string> ids = [];

    /// <summary>A request with the ids of the stand-in in the place of the recorded ones.</summary>
    public string Translate(string target) => Uuid().Replace(target, id => ids.GetValueOrDefault(id.Value, id.Value));

    /// <summary>Takes note of an id that later requests name.</summary>
    public void Learn(string? theirs, string own)
    {
        if (theirs is not null)
        {
            ids.TryAdd(theirs, own);
        }
    }

    public IEnumerable<string> Head(RecordedExchange recorded, HttpResponseMessage response)
    {
        if ((int)response.StatusCode != recorded.Status)
        {
            yield return $"{recorded}: the status is {(int)response.StatusCode}.";
        }

        IEnumerable<KeyValuePair<string, string>> headers =
            recorded.Headers.Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding"));
        foreach (KeyValuePair<string, string> header in headers)
        {
            string own = string.Join(", ", Values(response, header.Key));
            bool isSame = header.Key == "Allow" ? Words(own).SetEquals(Words(header.Value)) : own == header.Value;
            if (!isSame)
            {
                yield return $"{recorded}: the header {header.Key} is '{own}' and not '{header.Value}'.";
            }
        }

        if (recorded.Header("Transfer-Encoding") == "chunked" != (response.Headers.TransferEncodingChunked == true)
            && recorded.Header("Content-Length") is not null)
        {
            yield return $"{recorded}: only one of the two announces its length.";
        }
    }

    public IEnumerable<string> Bodies(RecordedExchange recorded, string own)
    {
        if (recorded.BodyText.Length == 0 || own.Length == 0)
        {
            return recorded.BodyText.Length == own.Length ? [] : [$"{recorded}: the body is '{own}' and not '{recorded.BodyText}'."];
        }

        JObject theirs = RecordedEvent.Parse(recorded.BodyText);
        if (Recording.IsRunDetail(recorded) && (string?)theirs["status"] == "running" && theirs["finished_at"]!.Type == JTokenType.Null
            && IsNewer(recorded))
        {
            return [];
        }

        return Compare(theirs, RecordedEvent.Parse(own), recorded.ToString());
    }

    /// <summary>Compares the members of two objects and their types.</summary>
    public static IEnumerable<string> Shapes(JObject theirs, JObject own, string place)
    {
        static IEnumerable<string> Of(JObject body) => body.Properties().Select(member => $"{member.Name} ({member.Value.Type})");
        string[] different =
            [.. Of(theirs).Except(Of(own)).Select(member => "without " + member),
            .. Of(own).Except(Of(theirs)).Select(member => "with " + member)];
        return different.Select(difference => $"{place}: {difference}.");
    }

    /// <summary>
    /// Compares members and types at every depth, where the values are another app's or knowledge base's: null may stand for what is not
    /// set, and what is free in form may be anything.
    /// </summary>
    public static IEnumerable<string> DeepShapes(JToken theirs, JToken own, string place)
    {
        if (theirs.Type == JTokenType.Null || own.Type == JTokenType.Null || FreeForms.Contains(place.Split('.')[^1].Split('[')[0]))
        {
            return [];
        }

        bool isSame = theirs.Type == own.Type || (IsNumber(theirs) && IsNumber(own));
        return (theirs, own) switch
        {
            _ when !isSame => [$"{place}: {Short(own)} ({own.Type}) and not {Short(theirs)} ({theirs.Type})."],
            (JObject expected, JObject actual) => DeepMembers(expected, actual, place),
            (JArray expected, JArray actual) => expected.Zip(actual).SelectMany((pair, index) =>
                DeepShapes(pair.First, pair.Second, $"{place}[{index}]")),
            _ => [],
        };
    }

    /// <summary>The blocks of a stream, pings included.</summary>
    public IEnumerable<string> Streams(PlayedStream stream)
    {
        string[] theirs = Collapsed(stream.Recorded.BodyText.Split("\n\n", StringSplitOptions.RemoveEmptyEntries));
        string[] own = Collapsed(stream.Blocks);
        bool isCut = stream.Recorded.End != RecordedEnd.Closed;
        int count = isCut ? theirs.TakeWhile((_, index) => theirs.Skip(index).Any(block => block != PlayedStream.Ping)).Count()
            : theirs.Length;
        if (own.Length < count || (!isCut && own.Length > count))
        {
            yield return $"{stream.Recorded}: it sends {own.Length} blocks ({Names(own)}) and not {count} ({Names(theirs)}).";
        }

        JObject[] sorted = [.. Sorted(theirs)];
        JObject[] ownSorted = [.. Sorted(own.Take(count))];
        for (int index = 0; index < Math.Min(sorted.Length, ownSorted.Length); index++)
        {
            foreach (string difference in Compare(sorted[index], ownSorted[index],
                $"{stream.Recorded}: {(string?)sorted[index]["event"] ?? "ping"} ({index})"))
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<string> DeepMembers(JObject theirs, JObject own, string place)
    {
        string[] names = [.. theirs.Properties().Select(member => member.Name)];
        string[] owns = [.. own.Properties().Select(member => member.Name)];
        return names.Except(owns).Select(name => $"{place}: without {name}.")
            .Concat(owns.Except(names).Select(name => $"{place}: with {name}."))
            .Concat(names.Intersect(owns).SelectMany(name => DeepShapes(theirs[name]!, own[name]!, $"{place}.{name}")));
    }

    private static bool IsNumber(JToken value) => value.Type is JTokenType.Integer or JTokenType.Float;

    private static bool IsNewer(RecordedExchange recorded) => Version.TryParse(recorded.Header("X-Version"), out Version? version)
        && version >= new Version(1, 16);

    private static string Names(IEnumerable<string> blocks) =>
        string.Join(", ",
            blocks.Select(block => block == PlayedStream.Ping ? "ping" : (string?)RecordedEvent.Parse(block["data: ".Length..])["event"]));

    private static string[] Collapsed(IReadOnlyList<string> blocks) =>
        [.. blocks.Where((block, index) => index == 0 || block != PlayedStream.Ping || blocks[index - 1] != PlayedStream.Ping)];

    // A ping is an object without members here. What the server takes from a set is put in order.
    private static IEnumerable<JObject> Sorted(IEnumerable<string> blocks)
    {
        var waiting = new List<JObject>();
        bool isAfterAnswer = false;
        foreach (string block in blocks)
        {
            JObject json = block == PlayedStream.Ping ? [] : RecordedEvent.Parse(block["data: ".Length..]);
            if (json["data"]?["paused_nodes"] is JArray nodes)
            {
                json["data"]!["paused_nodes"] = new JArray(nodes.OrderBy(node => (string?)node, StringComparer.Ordinal));
            }

            if (isAfterAnswer && (string?)json["event"] == "node_started")
            {
                waiting.Add(json);
                continue;
            }

            foreach (JObject started in waiting.OrderBy(started => (string?)started["data"]!["node_id"], StringComparer.Ordinal))
            {
                yield return started;
            }

            waiting.Clear();
            isAfterAnswer = (string?)json["data"]?["reason"] == "resumption";
            yield return json;
        }

        foreach (JObject started in waiting)
        {
            yield return started;
        }
    }

    private IEnumerable<string> Compare(JToken theirs, JToken own, string place)
    {
        if (theirs.Type != own.Type)
        {
            return [$"{place}: {Short(own)} ({own.Type}) and not {Short(theirs)} ({theirs.Type})."];
        }

        return (theirs, own) switch
        {
            (JObject expected, JObject actual) => Members(expected, actual, place),
            (JArray expected, JArray actual) => expected.Count == actual.Count
                ? expected.Zip(actual).SelectMany((pair, index) => Compare(pair.First, pair.Second, $"{place}[{index}]"))
                : [$"{place}: {actual.Count} items and not {expected.Count}."],
            (JValue { Value: string expected }, JValue { Value: string actual }) => Texts(expected, actual, place),
            _ => JToken.DeepEquals(theirs, own) ? [] : [$"{place}: {Short(own)} and not {Short(theirs)}."],
        };
    }

    private IEnumerable<string> Members(JObject theirs, JObject own, string place)
    {
        string[] missing = [.. theirs.Properties().Select(member => member.Name).Except(own.Properties().Select(member => member.Name))];
        string[] more = [.. own.Properties().Select(member => member.Name).Except(theirs.Properties().Select(member => member.Name))];
        if (missing.Length + more.Length > 0)
        {
            yield return $"{place}: without {string.Join(", ", missing)}; with {string.Join(", ", more)}.";
        }

        // Behind a snapshot's own order of members stands the task or the run.
        bool isOfRecord = theirs.Properties().ElementAtOrDefault(1)?.Name == "task_id";
        foreach (JProperty member in theirs.Properties().Where(member => own.ContainsKey(member.Name)))
        {
            JToken value = own[member.Name]!;
            bool mayDiffer = (Times.Contains(member.Name) && member.Value.Type == value.Type)
                || member.Name.EndsWith("_duration_map", StringComparison.Ordinal)
                || (member.Name == "task_id" && isOfRecord && (string?)theirs["event"] != "workflow_finished");
            foreach (string difference in mayDiffer ? [] : Compare(member.Value, value, $"{place}.{member.Name}"))
            {
                yield return difference;
            }
        }
    }

    private IEnumerable<string> Texts(string theirs, string own, string place)
    {
        // Run detail holds its inputs as JSON in text.
        if (theirs.StartsWith('{') && own.StartsWith('{') && place.EndsWith(".inputs", StringComparison.Ordinal))
        {
            return Compare(RecordedEvent.Parse(theirs), RecordedEvent.Parse(own), place);
        }

        string[] expected = [.. Uuid().Matches(theirs).Select(id => id.Value)];
        string[] actual = [.. Uuid().Matches(own).Select(id => id.Value)];
        bool isSame = expected.Length == actual.Length
            && Uuid().Replace(theirs, "") == Uuid().Replace(own, "")
            && expected.Zip(actual).All(pair => ids.TryAdd(pair.First, pair.Second) || ids[pair.First] == pair.Second);
        return isSame ? [] : [$"{place}: '{Short(own)}' and not '{Short(theirs)}'."];
    }

    private static string Short(JToken value)
    {
        string text = value.ToString();
        return text.Length > 120 ? text[..120] + "…" : text;
    }

    private static IEnumerable<string> Values(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) || response.Content.Headers.TryGetValues(name, out values)
            ? values : [];

    private static HashSet<string> Words(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries)];

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
