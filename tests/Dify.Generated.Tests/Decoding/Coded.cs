using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Text;
using Dify.Generated.Tests.Clients;

namespace Dify.Generated.Tests.Decoding;

/// <summary>Bodies that are compressed, and answers that hold them.</summary>
internal static class Coded
{
    /// <summary>What servers send, by the value of the header; "raw deflate" is deflate without its wrapping.</summary>
    public static IReadOnlyList<string> All { get; } =
#if NETSTANDARD_BUILD
        ["gzip", "x-gzip", "GZip", "deflate", "raw deflate", "deflate, gzip", "identity, gzip", "gzip,"];
#else
        ["gzip", "x-gzip", "GZip", "deflate", "raw deflate", "deflate, gzip", "identity, gzip", "gzip,", "br", "gzip, br", "Br , GZIP"];
#endif

    /// <summary>Compresses, and hands over each part as a server that flushes after it.</summary>
    public static byte[][] Parts(string coding, params byte[][] parts)
    {
        using var body = new MemoryStream();
        Stream outermost = body;
        foreach (string name in coding.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            outermost = Wrap(name.ToLowerInvariant(), outermost);
        }

        var sent = new List<byte[]>();
        int at = 0;
        foreach (byte[] part in parts)
        {
            outermost.Write(part);
            outermost.Flush();
            sent.Add(body.ToArray()[at..]);
            at = (int)body.Length;
        }

        outermost.Dispose();
        sent.Add(body.ToArray()[at..]);
        return [.. sent];
    }

    public static byte[] Of(string coding, byte[] content) => [.. Parts(coding, content).SelectMany(static part => part)];

    public static byte[] Of(string coding, string content) => Of(coding, Encoding.UTF8.GetBytes(content));

    /// <summary>The name of a coding as it stands in the header.</summary>
    public static string Header(string coding) => coding.Replace("raw ", string.Empty, StringComparison.Ordinal);

    public static HttpResponseMessage Answer(int status, string contentType, string coding, byte[] body)
    {
        HttpResponseMessage answer = StubHandler.Answer(status, contentType, body);
        answer.Content.Headers.TryAddWithoutValidation("Content-Encoding", Header(coding));
        return answer;
    }

    private static Stream Wrap(string name, Stream inner) => name switch
    {
        "gzip" or "x-gzip" => new GZipStream(inner, CompressionLevel.Optimal),
        "deflate" => new ZLibStream(inner, CompressionLevel.Optimal),
        "raw deflate" => new DeflateStream(inner, CompressionLevel.Optimal),
        "br" => new BrotliStream(inner, CompressionLevel.Fastest),
        "identity" => inner,
        _ => throw new ArgumentException($"No way to compress as {name}.", nameof(name)),
    };
}
