using System;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>The answers that a test has put in the place of the server's own.</summary>
internal sealed class ReplyOverrides
{
    private readonly List<(string Method, string Path, bool IsOnce, TestReply Reply)> entries = [];

    public void Add(string method, string path, bool isOnce, TestReply reply)
    {
        lock (entries)
        {
            if (!isOnce)
            {
                entries.RemoveAll(entry => !entry.IsOnce && IsSame(entry.Method, method) && entry.Path == path);
            }

            entries.Add((method, path, isOnce, reply));
        }
    }

    /// <summary>The answer for a request: those for one time first, in the order in which they were added.</summary>
    public Reply? Take(string method, string path)
    {
        lock (entries)
        {
            int index = entries.FindIndex(entry => entry.IsOnce && IsFor(entry.Method, entry.Path, method, path));
            if (index >= 0)
            {
                TestReply once = entries[index].Reply;
                entries.RemoveAt(index);
                return once.ToReply();
            }

            index = entries.FindLastIndex(entry => IsFor(entry.Method, entry.Path, method, path));
            return index >= 0 ? entries[index].Reply.ToReply() : null;
        }
    }

    public void Clear()
    {
        lock (entries)
        {
            entries.Clear();
        }
    }

    private static bool IsFor(string expectedMethod, string template, string method, string path) =>
        IsSame(expectedMethod, method) && PathTemplate.Fits(template, path);

    private static bool IsSame(string first, string second) => string.Equals(first, second, StringComparison.OrdinalIgnoreCase);
}
