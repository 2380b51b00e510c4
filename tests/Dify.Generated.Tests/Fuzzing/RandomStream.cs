using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Dify.Generated.Tests.Fuzzing;

/// <summary>Event streams from a seed: pieces of the grammar in an order that no server would send, with damage, cut into reads of random
/// length.</summary>
internal static class RandomStream
{
    private static readonly byte[][] Pieces = Array.ConvertAll(
        [
            "data: {\"event\":\"a\"}", "data:{\"event\":\"b\",\"n\":1}",
            "data: {\"event\":\"日本😀\"}", "data", "data:", "data: ", "data:  ", "data: {", "data: \"event\":\"c\"", "data: }", "data: x",
            "data:\t{\"event\":\"d\"}", "Data: {}", " data: {}", "data : {}",
            "datadata: {}", "event: ping", "event", "id: 1", "id: a\0b", "retry: 10", ": comment", ":", "other: {}", "{}", "\uFEFF",
            "\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "\n\r", "\n\n\n", "\n", "\n\n", "\n\n",
        ],
        Encoding.UTF8.GetBytes);

    private const int WellFormed = 3;

    private static readonly byte[][] LineEnds = Array.ConvertAll(["\n\n", "\r\r", "\r\n\r\n", "\n\r\n"], Encoding.UTF8.GetBytes);

    private static readonly byte[] Damage =
    [
        (byte)'\n',
        (byte)'\r',
        (byte)':',
        (byte)' ',
        (byte)'d',
        (byte)'a',
        (byte)'t',
        (byte)'{',
        (byte)'}',
        (byte)'"',
        0x00,
        0x09,
        0x0B,
        0x0C,
        0x80,
        0xBF,
        0xC2,
        0xE3,
        0xEF,
        0xF0,
        0xFE,
        0xFF,
    ];

    /// <summary>The event that ends a run.</summary>
    private static ReadOnlySpan<byte> End => "data: {\"event\":\"workflow_finished\"}\n\n"u8;

    public static byte[] Make(Random random)
    {
        using var stream = new MemoryStream();
        for (int count = random.Next(1, 12); count > 0; count--)
        {
            if (random.Next(3) > 0)
            {
                // Most events are well-formed, so that a stream holds some.
                stream.Write(Pieces[random.Next(WellFormed)]);
                stream.Write(LineEnds[random.Next(LineEnds.Length)]);
            }
            else
            {
                stream.Write(Pieces[random.Next(Pieces.Length)]);
            }
        }

        if (random.Next(8) > 0)
        {
            stream.Write("\n\n"u8);
            stream.Write(End);
        }

        byte[] bytes = stream.ToArray();
        for (int count = random.Next(4) == 0 ? random.Next(1, 5) : 0; count > 0; count--)
        {
            bytes[random.Next(bytes.Length)] = Damage[random.Next(Damage.Length)];
        }

        return bytes;
    }

    /// <summary>The bytes as they come from the network.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Cut(byte[] bytes, Random random)
    {
        int longest = random.Next(3) switch
        {
            0 => 1,
            1 => 7,
            _ => bytes.Length + 1,
        };
        for (int start = 0; start < bytes.Length;)
        {
            int length = Math.Min(random.Next(1, longest + 1), bytes.Length - start);
            yield return bytes.AsMemory(start, length);
            start += length;
        }
    }
}
