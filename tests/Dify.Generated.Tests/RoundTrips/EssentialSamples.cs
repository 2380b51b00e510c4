using System.Collections.Generic;

namespace Dify.Generated.Tests.RoundTrips;

/// <summary>The members without which an answer is none, by their places in it, and values for those that must not be empty, or
/// null.</summary>
internal static class EssentialSamples
{
    public static IReadOnlyDictionary<string, string> Values { get; } = new Dictionary<string, string>
    {
        ["result"] = "\"success\"",
        ["task_id"] = "\"t\"",
        ["workflow_run_id"] = "\"r\"",
        ["data.id"] = "\"r\"",
        ["data.status"] = "\"stopped\"",
        ["id"] = "\"i\"",
        ["name"] = "\"日本語\"",
        ["title"] = "\"t\"",
        ["text"] = "\"\"",
        ["data"] = string.Empty,
        ["tool_icons"] = string.Empty,
        ["user_input_form"] = string.Empty,
        ["form_content"] = string.Empty,
    };
}
