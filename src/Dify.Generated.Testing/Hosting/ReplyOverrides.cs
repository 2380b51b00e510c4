using System;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>The answers that a test or a script has put in the place of the server's own.</summary>
internal sealed class ReplyOverrides
{
    private readonly List<Entry> entries = [];

    /// <summary>An answer for every call; it takes the place of the last one for the same operation.</summary>
    public void Add(string method, string path, TestReply reply)
    {
        lock (entries)
        {
            entries.RemoveAll(entry => entry is { IsOnce: false, Call: null } && IsSame(entry.Method, method) && entry.Path == path);
            entries.Add(new Entry(method, path, IsOnce: false, Call: null, reply));
        }
    }

    /// <summary>An answer for the next call only.</summary>
    public void AddOnce(string method, string path, TestReply reply) => Add(new Entry(method, path, IsOnce: true, Call: null, reply));

    /// <summary>An answer for one call, counted from now on.</summary>
    public void AddForCall(string method, string path, int call, TestReply reply) =>
        Add(new Entry(method, path, IsOnce: false, call, reply));

    /// <summary>The answers of a script take the places of those of the last one; a test's own stay.</summary>
    public void UseScript(IEnumerable<ScriptedReply> replies)
    {
        lock (entries)
        {
            entries.RemoveAll(entry => entry.IsScripted);
            foreach (ScriptedReply reply in replies)
            {
                entries.Add(new Entry(reply.Method, reply.Path, IsOnce: false, reply.Call, reply.Reply) { IsScripted = true });
            }
        }
    }

    /// <summary>
    /// The answer for a request, or null: those for one time first, in the order in which they were added, then one for this very call,
    /// then the last one for every call.
    /// </summary>
    public TestReply? Take(string method, string path)
    {
        lock (entries)
        {
            List<Entry> meant = entries.FindAll(entry => IsSame(entry.Method, method) && PathTemplate.Fits(entry.Path, path));
            foreach (Entry counted in meant)
            {
                counted.Calls++;
            }

            if (meant.Find(entry => entry.IsOnce) is { } once)
            {
                entries.Remove(once);
                return once.Reply;
            }

            return (meant.Find(entry => entry.Call == entry.Calls) ?? meant.FindLast(entry => entry.Call is null))?.Reply;
        }
    }

    public void Clear()
    {
        lock (entries)
        {
            entries.Clear();
        }
    }

    private void Add(Entry entry)
    {
        lock (entries)
        {
            entries.Add(entry);
        }
    }

    private static bool IsSame(string first, string second) => string.Equals(first, second, StringComparison.OrdinalIgnoreCase);

    private sealed record Entry(string Method, string Path, bool IsOnce, int? Call, TestReply Reply)
    {
        /// <summary>Whether it stands in a script, and goes with it.</summary>
        public bool IsScripted { get; init; }

        /// <summary>How many calls it has seen.</summary>
        public int Calls { get; set; }
    }
}
