using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>What a run sends to its readers.</summary>
internal abstract record RunFrame;

/// <summary>An event with its JSON.</summary>
internal sealed record EventFrame(string Event, JObject Json) : RunFrame
{
    private byte[]? bytes;

    public byte[] Bytes => bytes ??= Encoding.UTF8.GetBytes("data: " + JsonText.Compact(Json) + "\n\n");
}

/// <summary>A ping.</summary>
internal sealed record PingFrame : RunFrame;

/// <summary>Bytes as they are.</summary>
internal sealed record RawFrame(byte[] Bytes) : RunFrame;

/// <summary>The reader's connection is cut.</summary>
internal sealed record CutFrame : RunFrame;

/// <summary>The reader's stream ends cleanly.</summary>
internal sealed record EndFrame : RunFrame;
