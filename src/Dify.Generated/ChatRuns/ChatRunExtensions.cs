using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Reads an answer for its text alone.</summary>
public static class ChatRunExtensions
{
    /// <summary>
    /// The text of the answer, piece by piece as it comes, to its end; it throws what the loop over <see cref="ChatRun.Events"/> throws. A
    /// piece that was told cannot be taken back: where the server puts another text in its place, only what that text adds is told, if
    /// anything. <see cref="ChatRun.Outcome"/> then has the answer, and <see cref="ChatOutcome.TextWasReplaced"/> says so.
    /// </summary>
    /// <param name="run">
    /// The answer. Leaving the loop early is leaving it, which stops it unless <see cref="WorkflowRunOptions.OnCancel"/> says otherwise.
    /// </param>
    /// <param name="cancellationToken">Cancels the answer like the token it was started with.</param>
    /// <returns>The pieces; none is empty.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="run"/> is null.</exception>
    public static IAsyncEnumerable<string> TextAsync(this ChatRun run, CancellationToken cancellationToken = default)
        => ReadAsync(run ?? throw new ArgumentNullException(nameof(run)), cancellationToken);

    private static async IAsyncEnumerable<string> ReadAsync(ChatRun run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new StringBuilder();
        await foreach (var next in run.Events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var piece = next switch
            {
                ITextReplacement whole => Rest(told, whole.Text),
                ITextEvent said => said.Text,
                _ => null,
            };
            if (!string.IsNullOrEmpty(piece))
            {
                told.Append(piece);
                yield return piece!;
            }
        }

        // Of a chatflow that was over when its stream was taken up again, the outputs alone say it.
        if (Rest(told, run.Outcome?.Text) is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    private static string? Rest(StringBuilder told, string? whole)
        => whole?.StartsWith(told.ToString(), StringComparison.Ordinal) == true ? whole.Substring(told.Length) : null;
}
