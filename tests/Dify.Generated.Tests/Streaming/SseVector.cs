using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Streaming;

/// <summary>A stream of outside origin, with JSON where it had other data, and the data of its events.</summary>
internal sealed record SseVector(string Id, string Input, IReadOnlyList<string> Expect)
{
    public static IReadOnlyList<SseVector> All { get; } = JObject.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Streaming", "sse-vectors.json")))
        ["vectors"]!.ToObject<List<SseVector>>()!;
}
