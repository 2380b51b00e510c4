using System;

namespace Dify.Generated;

/// <summary>
/// Follows the bytes of a stream only so far as to know how large the current event is, line by line and all lines together, and whether the stream stands between two
/// events. The parser behind it would hold an endless line to the last byte.
/// </summary>
internal struct EventSizeGuard
{
    private readonly long limit;
    private long size;
    private bool lineIsEmpty;
    private bool lastWasReturn;
    private bool eventHasData;

    public EventSizeGuard(long limit)
    {
        this.limit = limit;
        size = 0;
        lineIsEmpty = true;
        lastWasReturn = false;
        eventHasData = false;
    }

    /// <summary>Whether lines of an event came that no empty line has ended yet.</summary>
    public readonly bool IsInsideEvent => eventHasData || !lineIsEmpty;

    /// <summary>Follows the next bytes.</summary>
    /// <exception cref="StreamBrokenException">The current event is larger than the limit.</exception>
    public void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            // A line feed behind a carriage return belongs to the same line end.
            if (lastWasReturn && bytes[0] == '\n')
            {
                bytes = bytes.Slice(1);
                lastWasReturn = false;
                continue;
            }

            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                Count(bytes.Length);
                lineIsEmpty = false;
                lastWasReturn = false;
                return;
            }

            if (end > 0)
            {
                Count(end);
                lineIsEmpty = false;
            }

            EndLine();
            lastWasReturn = bytes[end] == '\r';
            bytes = bytes.Slice(end + 1);
        }
    }

    private void EndLine()
    {
        if (lineIsEmpty)
        {
            size = 0;
            eventHasData = false;
        }
        else
        {
            eventHasData = true;
            lineIsEmpty = true;
        }
    }

    private void Count(int count)
    {
        size += count;
        if (size > limit)
        {
            throw new StreamBrokenException(StreamEnd.EventTooLarge);
        }
    }
}
