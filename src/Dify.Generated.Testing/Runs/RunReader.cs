using System.Threading.Channels;

namespace Dify.Generated.Testing;

/// <summary>One open stream of a run: what was sent and not yet written.</summary>
internal sealed class RunReader(bool endsOnPause, bool hasSnapshot, bool isStream)
{
    private readonly Channel<RunFrame> frames = Channel.CreateUnbounded<RunFrame>(new UnboundedChannelOptions { SingleReader = true });
    private bool isDeaf;

    /// <summary>Whether the stream is over once it has told of a pause.</summary>
    public bool EndsOnPause => endsOnPause;

    /// <summary>Whether it is a stream of events, and not a call that waits for the end.</summary>
    public bool IsStream => isStream;

    public ChannelReader<RunFrame> Frames => frames.Reader;

    public void Send(RunFrame frame)
    {
        if (!isDeaf)
        {
            frames.Writer.TryWrite(frame);
        }
    }

    /// <summary>
    /// Nothing of the run reaches this reader any more: with a snapshot it goes on with pings alone, without one its connection breaks.
    /// </summary>
    public void CutOff()
    {
        if (!hasSnapshot)
        {
            Send(new CutFrame());
        }

        isDeaf = true;
    }
}
