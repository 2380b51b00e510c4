using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Streaming;

/// <summary>A stream, and the data of its events. Those of other projects have JSON where they had other data.</summary>
internal sealed record SseVector(string Id, string Input, IReadOnlyList<string> Expect)
{
    /// <summary>Whether it comes from the tests of another project.</summary>
    public bool IsOfOtherProject => !StandardVectors.IsOne(Id);

    public static IReadOnlyList<SseVector> All { get; } =
    [
        .. JObject.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Streaming", "sse-vectors.json")))[
            "vectors"]!.ToObject<List<SseVector>>()!,
        .. StandardVectors.All,
    ];
}
