using System;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

internal static partial class StreamEventReading
{
    static partial void ReadWorkflowEvent(Type type, string text, ref bool isEvent, ref object? result)
    {
        isEvent = typeof(WorkflowStreamEvent).IsAssignableFrom(type);
        if (!isEvent || DifyJson.Parse(text.AsMemory()) is not JObject members)
        {
            return;
        }

        var name = (members["event"] as JValue)?.Value as string ?? string.Empty;
        var read = WorkflowStreamEvent.Catalog.Create(name) ?? WorkflowStreamEvent.Catalog.CreateUnknown(text);
        using var reader = new ExactJsonReader(text.AsMemory());
        DifyJson.Fill(reader, read);
        result = read;
    }
}
