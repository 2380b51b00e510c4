using System;
using System.Buffers;
using System.Text;

namespace Dify.Generated;

/// <summary>UTF-8 decoded into a pooled buffer, without a byte order mark; given back on disposal.</summary>
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
