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
    /// <returns>How many of them belong to events within the limit: fewer than there are if a larger event follows.</returns>
    /// <exception cref="StreamBrokenException">The current event is larger than the limit.</exception>
    public int Follow(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        var betweenEvents = 0;

        // Usually no event in these bytes can reach the limit, and only the last one, which goes on behind them, has to be measured.
        if (size + bytes.Length <= limit && bytes.LastIndexOf("\n\n"u8) is >= 0 and var boundary)
        {
            position = boundary + 2;
            size = 0;
            lineIsEmpty = true;
            eventHasData = false;
            lastWasReturn = false;
        }

        while (position < bytes.Length)
        {
            var rest = bytes.Slice(position);

            // A line feed behind a carriage return belongs to the same line end.
            if (lastWasReturn && rest[0] == '\n')
            {
                position++;
                lastWasReturn = false;
                continue;
            }

            var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var isLine = length >= 0;
            if (!isLine)
            {
                length = rest.Length;
            }

            size += length;
            if (size > limit)
            {
                return betweenEvents > 0 ? betweenEvents : throw new StreamBrokenException(StreamEnd.EventTooLarge);
            }

            lineIsEmpty &= length == 0;
            lastWasReturn = isLine && rest[length] == '\r';
            position += length + (isLine ? 1 : 0);
            if (isLine && EndLine())
            {
                betweenEvents = position;
            }
        }

        return bytes.Length;
    }

    // Whether the line was an empty one, which ends an event.
    private bool EndLine()
    {
        if (!lineIsEmpty)
        {
            eventHasData = true;
            lineIsEmpty = true;
            return false;
        }

        size = 0;
        eventHasData = false;
        return true;
    }
}
