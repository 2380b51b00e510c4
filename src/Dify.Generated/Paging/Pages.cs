using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The entries of a list over all of its pages. A page is asked for when the entries before it have been taken, never ahead of that. An
/// entry that moves from one page to the next, because others came in before it, is given once.
/// </summary>
internal static class Pages
{
    /// <summary>Pages that are counted from 1.</summary>
    /// <param name="first">The number of the first page.</param>
    /// <param name="read">Reads a page: its entries, and whether more pages follow.</param>
    /// <param name="id">What identifies an entry.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    public static IAsyncEnumerable<T> ByNumberAsync<T>(
        int? first, Func<int, CancellationToken, Task<(IReadOnlyList<T> Entries, bool HasMore)>> read,
        Func<T, string?> id, CancellationToken cancellationToken)
        => EnumerateAsync(first ?? 1, read, static (page, _) => page + 1, id, cancellationToken);

    /// <summary>Pages that begin behind an entry, whose id the server is given.</summary>
    /// <param name="after">The id of the entry before the first page; null to begin at the beginning.</param>
    /// <param name="read">Reads the page behind an entry, in the order that the entries are to be given in.</param>
    /// <param name="id">What identifies an entry.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    public static IAsyncEnumerable<T> ByEntryAsync<T>(
        string? after, Func<string?, CancellationToken, Task<(IReadOnlyList<T> Entries, bool HasMore)>> read,
        Func<T, string?> id, CancellationToken cancellationToken)
        => EnumerateAsync(after, read, (_, entries) => id(entries[entries.Count - 1]), id, cancellationToken);

    /// <summary>The entries of a page that holds them in the order of time.</summary>
    public static IReadOnlyList<T> LatestFirst<T>(IReadOnlyList<T> entries) => [.. entries.Reverse()];

    private static async IAsyncEnumerable<T> EnumerateAsync<T, TPage>(
        TPage page,
        Func<TPage, CancellationToken, Task<(IReadOnlyList<T> Entries, bool HasMore)>> read,
        Func<TPage, IReadOnlyList<T>, TPage> next,
        Func<T, string?> id,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var (entries, hasMore) = await read(page, cancellationToken).ConfigureAwait(false);
            var isNews = false;
            foreach (var entry in entries.Where(entry => id(entry) is not { Length: > 0 } known || !before.Contains(known)))
            {
                isNews = true;
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry;
            }

            // A page without news is the last one, whatever it says: a server that always says the same would keep its reader for ever.
            if (!hasMore || !isNews)
            {
                yield break;
            }

            before = new HashSet<string>(entries.Select(id).OfType<string>(), StringComparer.Ordinal);
            page = next(page, entries);
        }
    }
}
