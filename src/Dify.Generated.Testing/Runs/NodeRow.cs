using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>An execution of a node as the server has it on record: what a snapshot repeats of it.</summary>
internal sealed class NodeRow(string id, int index, JObject started)
{
    private int index = index;
    private JObject started = started;
    private JObject? finished;

    public string Id => id;

    public string? NodeId => (string?)started["node_id"];

    public bool IsRunning => finished is null;

    /// <summary>The node runs again, as it does when its form was answered.</summary>
    public void Restart(JObject data, int place)
    {
        started = data;
        index = place;
        finished = null;
    }

    /// <summary>The node has ended, pauses, or waits for its next try.</summary>
    public void Rest(JObject data) => finished = data;

    public JObject StartedData() => new()
    {
        ["id"] = id,
        ["node_id"] = started["node_id"]?.DeepClone(),
        ["node_type"] = started["node_type"]?.DeepClone(),
        ["title"] = started["title"]?.DeepClone(),
        ["index"] = index,
        ["predecessor_node_id"] = null,
        ["inputs"] = null,
        ["created_at"] = started["created_at"]?.DeepClone(),
        ["extras"] = new JObject(),
        ["iteration_id"] = started["iteration_id"]?.DeepClone() ?? JValue.CreateNull(),
        ["loop_id"] = started["loop_id"]?.DeepClone() ?? JValue.CreateNull(),
    };

    /// <summary>How it rests, or null while it runs.</summary>
    public JObject? FinishedData()
    {
        if (finished is null)
        {
            return null;
        }

        JObject data = StartedData();
        data.Remove("extras");
        data["process_data"] = null;
        data["outputs"] = null;
        data["status"] = finished["status"]?.DeepClone();
        data["error"] = null;
        data["elapsed_time"] = finished["elapsed_time"]?.DeepClone();
        data["execution_metadata"] = null;
        data["finished_at"] = finished["finished_at"]?.DeepClone();
        data["files"] = new JArray();
        return data;
    }
}
