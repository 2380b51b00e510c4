using System;
using System.IO;

namespace Dify.Generated;

/// <summary>A text reader over characters in memory, without a string in between.</summary>
internal sealed class CharBufferReader : TextReader
{
    private readonly ReadOnlyMemory<char> chars;
    private int position;

    public CharBufferReader(ReadOnlyMemory<char> chars) => this.chars = chars;

    public ReadOnlySpan<char> Chars => chars.Span;

    public override int Peek() => position < chars.Length ? Chars[position] : -1;

    public override int Read() => position < chars.Length ? Chars[position++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var length = Math.Min(count, chars.Length - position);
        chars.Span.Slice(position, length).CopyTo(buffer.AsSpan(index));
        position += length;
        return length;
    }
}
