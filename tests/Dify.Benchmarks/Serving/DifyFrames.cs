using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Dify.Benchmarks.Serving;

/// <summary>Frames as Dify's server writes them.</summary>
internal static class DifyFrames
{
    public const string RunId = "fb47b2e6-5e43-4f90-be01-d5c5a088d156";
    public const string TaskId = "c3800678-a077-43df-a102-53f23ed20b88";

    private const string Ids = $"\"workflow_run_id\": \"{RunId}\", \"task_id\": \"{TaskId}\"";

    public static string Ping => "event: ping\n\n";

    public static string Started =>
        $"data: {{\"event\": \"workflow_started\", {Ids}, \"data\": {{\"id\": \"{RunId}\", \"workflow_id\": \"dfjasklfjdslag\", \"inputs\": {{}}, \"created_at\": 1705395332}}}}\n\n";

    public static string Finished =>
        $"data: {{\"event\": \"workflow_finished\", {Ids}, \"data\": {{\"id\": \"{RunId}\", \"workflow_id\": \"dfjasklfjdslag\", \"status\": \"succeeded\", \"outputs\": {{}}, \"error\": null, \"elapsed_time\": 0.5, \"total_tokens\": 5, \"total_steps\": 3, \"created_at\": 1705395332, \"finished_at\": 1705395333}}}}\n\n";

    /// <summary>A piece of text; 233 bytes long if the text has 17 characters.</summary>
    public static string Text(string text) =>
        $"data: {{\"event\": \"text_chunk\", {Ids}, \"data\": {{\"text\": \"{text}\", \"from_variable_selector\": [\"1721365917005\", \"text\"]}}}}\n\n";

    /// <summary>A whole run with so many pieces of text.</summary>
    public static IEnumerable<string> Run(int texts) =>
        [
            Started,
            .. Enumerable.Range(0, texts).Select(number => Text(number.ToString(" word of an 00000", CultureInfo.InvariantCulture))),
            Finished,
        ];
}
