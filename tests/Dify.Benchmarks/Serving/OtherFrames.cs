using System.Collections.Generic;
using System.Linq;

namespace Dify.Benchmarks.Serving;

/// <summary>Streams in the formats of other services, with one word in each event.</summary>
internal static class OtherFrames
{
    /// <summary>An answer of OpenAI's chat completions.</summary>
    public static IEnumerable<string> ChatCompletion(int texts) =>
    [
        .. Enumerable.Repeat(ChatCompletionChunk("{\"content\":\" word\"}", "null"), texts),
        ChatCompletionChunk("{}", "\"stop\""),
        "data: [DONE]\n\n",
    ];

    /// <summary>An answer of Anthropic's messages.</summary>
    public static IEnumerable<string> Message(int texts) =>
    [
        MessageEvent(
            "message_start",
            "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"model\",\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"),
        MessageEvent("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"),
        .. Enumerable.Repeat(
            MessageEvent("content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" word\"}"), texts),
        MessageEvent("content_block_stop", "\"index\":0"),
        MessageEvent("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":15}"),
        MessageEvent("message_stop", null),
    ];

    private static string ChatCompletionChunk(string delta, string reason) =>
        $"data: {{\"id\":\"chatcmpl-123456789012345678901\",\"object\":\"chat.completion.chunk\",\"created\":1705395332,\"model\":\"model-2024-01-01\",\"system_fingerprint\":\"fp_1234567890\",\"choices\":[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{reason}}}]}}\n\n";

    private static string MessageEvent(string type, string? members) =>
        $"event: {type}\ndata: {{\"type\":\"{type}\"{(members is null ? string.Empty : "," + members)}}}\n\n";
}
