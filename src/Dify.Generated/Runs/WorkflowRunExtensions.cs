using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Reads a run for its text alone.</summary>
public static class WorkflowRunExtensions
{
    /// <summary>
    /// The text of the run, piece by piece as it comes, to the end of the run; it throws what the loop over
    /// <see cref="WorkflowRun.Events"/> throws. When it has ended,
    /// <see cref="WorkflowRun.Outcome"/> says how.
    /// </summary>
    /// <param name="run">The run. Leaving the loop early is leaving the run, which stops it unless
    /// <see cref="WorkflowRunOptions.OnCancel"/> says otherwise.</param>
    /// <param name="cancellationToken">Cancels the run like the token it was started with.</param>
    /// <returns>The pieces; none is empty.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    public static IAsyncEnumerable<string> TextAsync(this WorkflowRun run, CancellationToken cancellationToken = default)
        => ReadAsync(run ?? throw new ArgumentNullException(nameof(run)), cancellationToken);

    private static async IAsyncEnumerable<string> ReadAsync(WorkflowRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var next in run.Events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (next is TextChunkEvent { Data.Text: { Length: > 0 } text })
            {
                yield return text;
            }
        }
    }
}
