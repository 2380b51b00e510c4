using System;
using System.Buffers;
using System.IO;

namespace Dify.Generated;

/// <summary>
/// Cuts the bytes of an event stream into the data of its events, by the rules of the HTML standard. Only data matters: the name of an
/// event is in its JSON, and Dify sends no ids.
/// </summary>
/// <remarks>
/// Not the parser of the platform, because that one knows no limit for an event, gives the name of a ping to the event behind it, and asks
/// for a kilobyte at a time. Data is handed out where it lies: several lines are joined in place, which only ever makes them shorter.
/// </remarks>
internal sealed class EventFrames : IDisposable
{
    // Some events of a usual size; thousands of streams may hold one while they wait for the next word.
    private const int FirstBuffer = 2048;
    private const int LeastRead = 1024;
    private const int LargestArray = 0x7FFFFFC7;
    private const int MostStray = 64 * 1024;

    private readonly long limit;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int lineStart;
    private int searched;
    private int end;
    private int dataStart;
    private int dataLength;
    private long size;
    private bool hasData;
    private bool hasLines;
    private bool lastWasReturn;
    private bool isFirstLine = true;
    private MemoryStream? stray;

    public EventFrames(long limit) => this.limit = limit;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> DataField => "data"u8;

    /// <summary>Whether lines of an event came that no empty line has ended yet.</summary>
    public bool IsInsideEvent
    {
        get
        {
            var rest = buffer.AsSpan(lineStart, end - lineStart);
            return hasLines || !(rest.IsEmpty || (isFirstLine && rest.SequenceEqual(ByteOrderMark)));
        }
    }

    /// <summary>Lines that begin with a brace and are no part of an event, the last one included that has no end; empty if there are
    /// none.</summary>
    public ReadOnlyMemory<byte> Stray
    {
        get
        {
            KeepStray(buffer.AsSpan(lineStart, end - lineStart));
            return stray?.ToArray() ?? [];
        }
    }

    /// <summary>Finds the next event in the bytes that came so far.</summary>
    /// <param name="data">Its data, until more bytes are asked for.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="StreamBrokenException">The next event is larger than the limit.</exception>
    public bool TryRead(out ReadOnlySpan<byte> data)
    {
        while (lineStart < end)
        {
            // A line feed behind a carriage return belongs to the same line end.
            if (lastWasReturn)
            {
                lastWasReturn = false;
                if (buffer[lineStart] == '\n')
                {
                    lineStart++;
                    continue;
                }
            }

            var found = buffer.AsSpan(lineStart + searched, end - lineStart - searched).IndexOfAny((byte)'\n', (byte)'\r');
            if (found < 0)
            {
                searched = end - lineStart;
                ThrowIfTooLarge(size + searched);
                break;
            }

            var start = lineStart;
            var length = searched + found;
            lastWasReturn = buffer[start + length] == '\r';
            lineStart = start + length + 1;
            searched = 0;
            if (EndLine(start, length))
            {
                data = buffer.AsSpan(dataStart, dataLength);
                return true;
            }
        }

        data = default;
        return false;
    }

    /// <summary>Makes room for more bytes. What was handed out is void from here on.</summary>
    public ArraySegment<byte> MakeRoom()
    {
        if (lineStart == end && !hasData)
        {
            lineStart = 0;
            end = 0;
        }

        if (buffer.Length - end < LeastRead)
        {
            Compact();
        }

        return new ArraySegment<byte>(buffer, end, buffer.Length - end);
    }

    /// <summary>Takes note of bytes that were written into that room.</summary>
    public void Add(int count) => end += count;

    public void Dispose()
    {
        var rented = buffer;
        buffer = [];
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void KeepStray(ReadOnlySpan<byte> line)
    {
        if (stray is null && (line.IsEmpty || line[0] != (byte)'{'))
        {
            return;
        }

        stray ??= new MemoryStream();
        if (stray.Length + line.Length < MostStray)
        {
            foreach (var value in line)
            {
                stray.WriteByte(value);
            }
        }
    }

    // Whether the line was the empty one that ends an event with data.
    private bool EndLine(int start, int length)
    {
        if (isFirstLine)
        {
            isFirstLine = false;
            if (buffer.AsSpan(start, length).StartsWith(ByteOrderMark))
            {
                start += ByteOrderMark.Length;
                length -= ByteOrderMark.Length;
            }
        }

        if (length > 0)
        {
            size += length;
            ThrowIfTooLarge(size);
            hasLines = true;
            AddField(start, length);
            return false;
        }

        var isEvent = hasData;
        size = 0;
        hasLines = false;
        hasData = false;
        return isEvent;
    }

    private void AddField(int start, int length)
    {
        var line = buffer.AsSpan(start, length);
        if (!line.StartsWith(DataField) || (length > DataField.Length && line[DataField.Length] != ':'))
        {
            KeepStray(line);
            return;
        }

        // Behind the name come the colon and one space, of which either may be missing.
        var skipped = DataField.Length;
        skipped += length > skipped ? 1 : 0;
        skipped += length > skipped && line[skipped] == ' ' ? 1 : 0;
        var value = line.Slice(skipped);
        if (!hasData)
        {
            hasData = true;
            dataStart = start + skipped;
            dataLength = value.Length;
            return;
        }

        buffer[dataStart + dataLength] = (byte)'\n';
        value.CopyTo(buffer.AsSpan(dataStart + dataLength + 1));
        dataLength += 1 + value.Length;
    }

    // Data and the line that has not ended move to the front; when they fill half of the buffer, it is doubled, so that no byte moves
    // often.
    private void Compact()
    {
        var data = hasData ? buffer.AsSpan(dataStart, dataLength) : default;
        var line = buffer.AsSpan(lineStart, end - lineStart);
        var kept = data.Length + line.Length;
        var target = buffer;
        if (kept > buffer.Length / 2)
        {
            // Beyond the limit there is nothing to be kept. Near it the steps are no longer small ones, because with each what was before
            // is held as well.
            var most = Math.Min(limit, LargestArray - LeastRead) + LeastRead;
            var larger = buffer.Length > most / 8 ? most : buffer.Length * 2L;
            target = ArrayPool<byte>.Shared.Rent((int)Math.Max(larger, kept + LeastRead));
        }

        data.CopyTo(target);
        line.CopyTo(target.AsSpan(data.Length));
        if (target != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = target;
        }

        dataStart = 0;
        lineStart = data.Length;
        end = kept;
    }

    private void ThrowIfTooLarge(long bytes)
    {
        if (bytes > limit)
        {
            throw new StreamBrokenException(StreamEnd.EventTooLarge);
        }
    }
}
