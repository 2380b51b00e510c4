using System;
using System.IO;

namespace Dify.Generated;

/// <summary>A text reader over characters in memory, without a string in between. It can be given one text after another; each begins in a line of its own.</summary>
internal sealed class CharBufferReader : TextReader
{
    private ReadOnlyMemory<char> chars;
    private int position;
    private bool isBehindText;

    public CharBufferReader(ReadOnlyMemory<char> chars) => this.chars = chars;

    public ReadOnlySpan<char> Chars => chars.Span;

    public ReadOnlyMemory<char> Memory => chars;

    /// <summary>Goes on with another text.</summary>
    public void GoOn(ReadOnlyMemory<char> next)
    {
        chars = next;
        position = 0;
        isBehindText = true;
    }

    public override int Peek() => isBehindText ? '\n' : position < chars.Length ? Chars[position] : -1;

    public override int Read()
    {
        var next = Peek();
        position += isBehindText || next < 0 ? 0 : 1;
        isBehindText = false;
        return next;
    }

    public override int Read(char[] buffer, int index, int count)
    {
        if (isBehindText && count > 0)
        {
            isBehindText = false;
            buffer[index] = '\n';
            return 1 + Read(buffer, index + 1, count - 1);
        }

        var length = Math.Min(count, chars.Length - position);
        chars.Span.Slice(position, length).CopyTo(buffer.AsSpan(index));
        position += length;
        return length;
    }
}
