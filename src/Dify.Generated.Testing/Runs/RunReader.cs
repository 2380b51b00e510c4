using System.Threading.Channels;

namespace Dify.Generated.Testing;

/// <summary>One open stream of a run: what was sent and not yet written.</summary>
internal sealed class RunReader(bool endsOnPause)
{
    private readonly Channel<RunFrame> frames = Channel.CreateUnbounded<RunFrame>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Whether the stream is over once it has told of a pause.</summary>
    public bool EndsOnPause => endsOnPause;

    public ChannelReader<RunFrame> Frames => frames.Reader;

    public void Send(RunFrame frame) => frames.Writer.TryWrite(frame);
}
