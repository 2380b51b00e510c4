using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dify.Benchmarks.Serving;

/// <summary>Frames of an answer as Dify's chat apps write them.</summary>
internal static class ChatFrames
{
    private const string Id = "6e2d9c41-0b8f-4a73-95d6-8c1f3e7a2b54";

    private const string Ids =
        $"\"conversation_id\": \"2b7e4d19-5a60-4c8f-9e13-7d4a6b8c0f25\", \"message_id\": \"{Id}\", "
        + $"\"created_at\": 1782896400, \"task_id\": \"{DifyFrames.TaskId}\", \"id\": \"{Id}\"";

    public static string End =>
        $"data: {{\"event\": \"message_end\", {Ids}, "
        + "\"metadata\": {\"retriever_resources\": [], \"usage\": {\"total_tokens\": 5}}, \"files\": null}\n\n";

    /// <summary>A piece of the answer.</summary>
    public static string Message(string text) =>
        $"data: {{\"event\": \"message\", {Ids}, \"answer\": \"{text}\", \"from_variable_selector\": null}}\n\n";

    /// <summary>A whole answer in so many pieces, which differ in their words alone.</summary>
    public static IEnumerable<string> Answer(int pieces) =>
        [.. Enumerable.Range(0, pieces).Select(number => Message(number.ToString(" word of an 00000", CultureInfo.InvariantCulture))), End];
}
