using System;
using System.Buffers;
using System.IO;
using System.Text;

namespace Dify.Generated;

/// <summary>Collects a text in a buffer of the shared pool, and gives it as UTF-8. Disposing of it gives the buffer back.</summary>
internal sealed class PooledTextWriter : TextWriter
{
    // Most bodies are smaller.
    private const int FirstBuffer = 256;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private char[] buffer = ArrayPool<char>.Shared.Rent(FirstBuffer);
    private int length;

    public override Encoding Encoding => Utf8;

    public byte[] ToUtf8() => Utf8.GetBytes(buffer, 0, length);

    public override void Write(char value)
    {
        MakeRoom(1);
        buffer[length++] = value;
    }

    public override void Write(char[] chars, int index, int count) => Append(chars.AsSpan(index, count));

    public override void Write(string? value) => Append(value.AsSpan());

    protected override void Dispose(bool disposing)
    {
        var rented = buffer;
        buffer = [];
        length = 0;
        if (rented.Length > 0)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        MakeRoom(text.Length);
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    private void MakeRoom(int more)
    {
        if (buffer.Length - length >= more)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent((int)Math.Min(Math.Max(buffer.Length * 2L, length + (long)more), int.MaxValue));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(buffer);
        buffer = larger;
    }
}
