using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>
/// The state snapshot of a run: its start, its nodes in reduced form, and its pause if it is paused.
/// </summary>
internal static class RunSnapshot
{
    private static readonly string[] Emptied = ["inputs", "outputs", "process_data", "error", "execution_metadata"];

    /// <summary>Whether a snapshot needs the event.</summary>
    public static bool Holds(string name) =>
        name is "workflow_started" or "node_started" or "node_finished" or "human_input_required" or "workflow_paused";

    public static IEnumerable<EventFrame> Of(IReadOnlyList<EventFrame> history, bool isPaused)
    {
        if (history.FirstOrDefault(frame => frame.Event == "workflow_started") is { } started)
        {
            yield return started;
        }

        foreach (EventFrame node in history.Where(frame => frame.Event == "node_started"))
        {
            yield return Reduced(node);
            JToken? id = node.Json["data"]?["id"];
            if (history.LastOrDefault(frame => frame.Event == "node_finished" && JToken.DeepEquals(frame.Json["data"]?["id"], id)) is { } finished)
            {
                yield return Reduced(finished);
            }
        }

        if (isPaused)
        {
            int lastStart = LastIndex(history, "workflow_started");
            foreach (EventFrame frame in history.Skip(lastStart + 1).Where(frame => frame.Event is "human_input_required" or "workflow_paused"))
            {
                yield return frame;
            }
        }
    }

    private static EventFrame Reduced(EventFrame frame)
    {
        var json = (JObject)frame.Json.DeepClone();
        if (json["data"] is JObject data)
        {
            foreach (JProperty member in data.Properties().ToList())
            {
                if (member.Name.EndsWith("_truncated", System.StringComparison.Ordinal))
                {
                    member.Remove();
                }
                else if (Emptied.Contains(member.Name))
                {
                    member.Value = JValue.CreateNull();
                }
            }

            if (data.ContainsKey("files"))
            {
                data["files"] = new JArray();
            }

            if (data.ContainsKey("extras"))
            {
                data["extras"] = new JObject();
            }
        }

        return new EventFrame(frame.Event, json);
    }

    private static int LastIndex(IReadOnlyList<EventFrame> history, string name)
    {
        for (int index = history.Count - 1; index >= 0; index--)
        {
            if (history[index].Event == name)
            {
                return index;
            }
        }

        return -1;
    }
}
