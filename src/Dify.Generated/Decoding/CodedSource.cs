using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The bytes of a compressed body. The decoders of the platform read further than they need and end quietly where a body is cut, so this
/// knows what they took last and whether they asked for more than there was.
/// </summary>
internal sealed class CodedSource(Stream source) : ReadOnlyStream
{
    private const int Piece = 8 * 1024;

    // Room for the piece that was handed over last and for one behind it.
    private readonly byte[] buffer = new byte[2 * Piece];
    private int handed;
    private int start;
    private int end;

    /// <summary>How many bytes have come.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a decoder asked for more although there was no more: what it decodes is not complete.</summary>
    public bool WasAskedBehindEnd { get; private set; }

    /// <summary>The next byte; -1 at the end.</summary>
    public async ValueTask<int> NextAsync(CancellationToken cancellationToken)
        => start < end || await FillAsync(keep: Math.Max(0, start - 1), cancellationToken).ConfigureAwait(false)
            ? buffer[handed = start++] : -1;

    /// <summary>Puts bytes back that were read one by one; two at most.</summary>
    public void PutBack(int count) => start -= count;

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (start == end && !await FillAsync(keep: start, cancellationToken).ConfigureAwait(false))
        {
            WasAskedBehindEnd = true;
            return 0;
        }

        var length = Math.Min(count, end - start);
        Buffer.BlockCopy(this.buffer, start, buffer, offset, length);
        handed = start;
        start += length;
        return length;
    }

    /// <summary>
    /// Goes on behind bytes that have to follow what a decoder has read: they are somewhere in what it took last, or right behind it.
    /// That a decoder does not say where it ended is no loss, since bytes that depend on all it has decoded are there only once.
    /// </summary>
    /// <returns>Whether they are there.</returns>
    public async ValueTask<bool> SkipToBehindAsync(byte[] mark, CancellationToken cancellationToken)
    {
        var most = start - handed + mark.Length;
        while (true)
        {
            var at = buffer.AsSpan(handed, end - handed).IndexOf(mark);
            if (at >= 0)
            {
                start = handed + at + mark.Length;
                return true;
            }

            if (end - handed >= most || !await FillAsync(keep: handed, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<bool> FillAsync(int keep, CancellationToken cancellationToken)
    {
        Buffer.BlockCopy(buffer, keep, buffer, 0, end - keep);
        (handed, start, end) = (Math.Max(0, handed - keep), start - keep, end - keep);
        var count = await source.ReadAsync(buffer, end, Math.Min(Piece, buffer.Length - end), cancellationToken).ConfigureAwait(false);
        end += count;
        Count += count;
        return count > 0;
    }
}
