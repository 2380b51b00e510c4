using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Cli.Commands;

/// <summary>Finds the word that was probably meant.</summary>
internal static class NearestWord
{
    /// <summary>The known word that is fewest letters away; null if none is near.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        var near = known.Select(candidate => (Word: candidate, Away: Distance(word, candidate)))
            .OrderBy(static candidate => candidate.Away)
            .FirstOrDefault();
        return near.Word is not null && near.Away <= Math.Max(1, word.Length / 3) ? near.Word : null;
    }

    // How many letters have to be put in, taken out, changed or swapped.
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1), Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1),
                };
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }
}
