using System.Threading.Channels;

namespace Dify.Generated.Testing;

/// <summary>One open stream of a run: what was sent and not yet written.</summary>
internal sealed class RunReader
{
    private readonly Channel<RunFrame> frames = Channel.CreateUnbounded<RunFrame>(new UnboundedChannelOptions { SingleReader = true });

    public ChannelReader<RunFrame> Frames => frames.Reader;

    public void Send(RunFrame frame) => frames.Writer.TryWrite(frame);
}
