using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Recording;

/// <summary>Cuts the bytes of a stream into its events.</summary>
internal sealed class EventCutter
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder rest = new();

    /// <summary>The events that are complete with these bytes; pings, and what is no JSON object, are none.</summary>
    public IReadOnlyList<JObject> Add(ReadOnlySpan<byte> bytes)
    {
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        rest.Append(characters, 0, decoder.GetChars(bytes, characters, flush: false));
        string[] blocks = rest.ToString().ReplaceLineEndings("\n").Split("\n\n");
        rest.Clear().Append(blocks[^1]);
        return [.. blocks[..^1].Select(Read).OfType<JObject>()];
    }

    private static JObject? Read(string block)
    {
        IEnumerable<string> data =
            block.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line[5..]);
        return ReadJson(string.Join('\n', data)) as JObject;
    }

    /// <summary>JSON as it is, dates and numbers included; null for what is none.</summary>
    public static JToken? ReadJson(string text)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
            };
            return JToken.Load(reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
