using System;
using System.Collections.Generic;

namespace Dify.Generated;

/// <summary>Which entries of a log have been given, and the seconds in which one page ended and the next one began.</summary>
internal sealed class TakenLogs
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly List<DateTimeOffset> seconds = [];
    private DateTimeOffset? endOfPage;
    private long unnamed;

    /// <summary>How many entries have been given. Those without an id cannot be told apart and count each time.</summary>
    public long Count => ids.Count + unnamed;

    /// <summary>The seconds of which an entry may be missing, since the server gives those of one second in any order.</summary>
    public IReadOnlyList<DateTimeOffset> SecondsBetweenPages => seconds;

    /// <summary>A further page has come.</summary>
    public void BeginPage(IReadOnlyList<WorkflowLogItem> page)
    {
        if (page.Count == 0)
        {
            return;
        }

        if (endOfPage is { } second && page[0].CreatedAt == second && !seconds.Contains(second))
        {
            seconds.Add(second);
        }

        endOfPage = page[page.Count - 1].CreatedAt;
    }

    /// <summary>Whether an entry has not been given yet.</summary>
    public bool Take(WorkflowLogItem item)
    {
        if (item.Id.Length == 0)
        {
            unnamed++;
            return true;
        }

        return ids.Add(item.Id);
    }
}
