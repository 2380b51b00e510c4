using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Puts the ids of a run into what its script says, where the script leaves a place for them.</summary>
internal static class RunPlaceholders
{
    /// <summary>A copy of an object in whose texts the places are filled.</summary>
    public static JObject Fill(JObject template, TestRun run)
    {
        var filled = (JObject)template.DeepClone();
        foreach (JValue value in filled.Descendants().OfType<JValue>().Where(value => value.Value is string))
        {
            value.Value = ((string)value.Value!)
                .Replace("{run_id}", run.RunId, StringComparison.Ordinal)
                .Replace("{task_id}", run.TaskId, StringComparison.Ordinal)
                .Replace("{workflow_id}", run.WorkflowId, StringComparison.Ordinal)
                .Replace("{conversation_id}", run.ConversationId ?? "{conversation_id}", StringComparison.Ordinal)
                .Replace("{message_id}", run.MessageId ?? "{message_id}", StringComparison.Ordinal)
                .Replace("{query}", run.Query ?? "{query}", StringComparison.Ordinal);
        }

        return filled;
    }
}
