using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;

namespace Dify.Generated;

/// <summary>UTF-8, or what an answer names, decoded into a pooled buffer, without a byte order mark; given back on disposal.</summary>
internal readonly struct DecodedText : IDisposable
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly char[] buffer;
    private readonly int length;

    public DecodedText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(ByteOrderMark))
        {
            utf8 = utf8.Slice(ByteOrderMark.Length);
        }

        // One byte never decodes to more than one character.
        buffer = ArrayPool<char>.Shared.Rent(Math.Max(utf8.Length, 1));
#if NETSTANDARD2_0
        length = Decode(utf8, buffer);
#else
        length = Encoding.UTF8.GetChars(utf8, buffer);
#endif
    }

    /// <summary>Decodes what lies in pieces, the first of which holds more than a byte order mark; a character may be cut between two of
    /// them.</summary>
    public DecodedText(IReadOnlyList<ArraySegment<byte>> pieces, Encoding encoding)
    {
        var total = 0;
        foreach (var piece in pieces)
        {
            total = checked(total + piece.Count);
        }

        buffer = ArrayPool<char>.Shared.Rent(Math.Max(encoding.GetMaxCharCount(total), 1));
        length = 0;
        var decoder = encoding.GetDecoder();
        var mark = encoding.GetPreamble();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var skipped = i == 0 && piece.AsSpan().StartsWith(mark) ? mark.Length : 0;
            length += decoder.GetChars(
                piece.Array!, piece.Offset + skipped, piece.Count - skipped, buffer, length, flush: i == pieces.Count - 1);
        }
    }

    /// <summary>The encoding whose mark a text begins with; null for UTF-8 and for no mark.</summary>
    public static Encoding? MarkedEncoding(ReadOnlySpan<byte> text)
        => text.Length < 2 ? null : (text[0], text[1]) switch
        {
            (0xFF, 0xFE) => Encoding.Unicode,
            (0xFE, 0xFF) => Encoding.BigEndianUnicode,
            _ => null,
        };

    public ReadOnlyMemory<char> Memory => buffer.AsMemory(0, length);

    public void Dispose() => ArrayPool<char>.Shared.Return(buffer);

#if NETSTANDARD2_0
    private static int Decode(ReadOnlySpan<byte> utf8, char[] buffer)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(utf8.Length, 1));
        utf8.CopyTo(bytes);
        var count = Encoding.UTF8.GetChars(bytes, 0, utf8.Length, buffer, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        return count;
    }
#endif
}
