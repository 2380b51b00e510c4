using System;

namespace Dify.Cli.Doctor;

/// <summary>When the bytes of an event stream came, each time counted from its request, and how many pings were among them.</summary>
internal sealed class StreamArrival(TimeProvider time, long started)
{
    private readonly byte[] line = new byte[PingLine.Length];
    private int lineLength;

    private static ReadOnlySpan<byte> PingLine => "event: ping"u8;

    public TimeSpan? FirstByte { get; private set; }

    public TimeSpan? LastByte { get; private set; }

    public TimeSpan? FirstPing { get; private set; }

    public int Pings { get; private set; }

    /// <summary>Whether anything but pings came.</summary>
    public bool HasEvents { get; private set; }

    /// <summary>How long after the first bytes the last ones came.</summary>
    public TimeSpan Spread => (LastByte - FirstByte) ?? TimeSpan.Zero;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var now = time.GetElapsedTime(started);
        FirstByte ??= now;
        LastByte = now;
        foreach (var b in bytes)
        {
            if (b is not ((byte)'\n' or (byte)'\r'))
            {
                // A line that is longer than the one sought is another one, however it goes on.
                if (lineLength < line.Length)
                {
                    line[lineLength] = b;
                }

                lineLength++;
                continue;
            }

            if (lineLength == line.Length && PingLine.SequenceEqual(line))
            {
                Pings++;
                FirstPing ??= now;
            }
            else if (lineLength > 0)
            {
                HasEvents = true;
            }

            lineLength = 0;
        }
    }
}
