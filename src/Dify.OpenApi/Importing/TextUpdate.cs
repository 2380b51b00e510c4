using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Importing;

/// <summary>Changes a YAML text so that it means something else, leaving every line alone whose meaning stays.</summary>
internal sealed class TextUpdate
{
    private readonly List<string> lines;
    private readonly SourceDocument source;

    private TextUpdate(SourceDocument source)
    {
        this.source = source;
        lines = [.. source.Text.ReplaceLineEndings("\n").Split('\n')];
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }
    }

    /// <param name="source">A YAML document.</param>
    /// <param name="wanted">What its text must mean.</param>
    public static string Apply(SourceDocument source, MappingNode wanted)
    {
        if (NodeMeaning.Same(source.Root, wanted))
        {
            return source.Text.ReplaceLineEndings("\n");
        }

        var updated = new TextUpdate(source).Update(wanted);

        // The text is only as good as what it reads as; where line surgery fails, the whole document is written anew.
        return ReadsAs(updated, wanted) ? updated : YamlText.Document(wanted);
    }

    private static bool ReadsAs(string text, MappingNode wanted)
    {
        try
        {
            return NodeMeaning.Same(YamlNodeReader.Read("", text, 1), wanted);
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    private string Update(MappingNode wanted)
    {
        var text = new StringBuilder();
        var first = source.Root.Entries.Count > 0 ? Leading(LineOf(source.Root.Entries[0].KeyPosition), 0) : 0;
        Append(text, 0, first);
        WriteMapping(text, source.Root, wanted, lines.Count, 0);
        return text.ToString();
    }

    private void WriteMapping(StringBuilder text, MappingNode old, MappingNode wanted, int end, int indent)
    {
        var spans = Spans([.. old.Entries.Select(entry => LineOf(entry.KeyPosition))], end);
        var oldKeys = old.Entries.Select(entry => entry.Key).ToList();
        foreach (var entry in InOldOrder(oldKeys, wanted))
        {
            var index = oldKeys.IndexOf(entry.Key);
            if (index < 0)
            {
                text.Append(YamlText.Entry(entry.Key, entry.Value, indent));
                continue;
            }

            var (start, key, stop) = spans[index];
            var previous = old.Entries[index];
            if (NodeMeaning.Same(previous.Value, entry.Value))
            {
                Append(text, start, stop);
                continue;
            }

            Append(text, start, key);
            WriteValue(text, previous, entry, key, stop, indent);
        }
    }

    /// <summary>Members that stay keep their order; a new one follows the member that it follows in what is wanted.</summary>
    private static List<MappingEntry> InOldOrder(List<string> oldKeys, MappingNode wanted)
    {
        var kept = wanted.Entries.Where(entry => oldKeys.Contains(entry.Key)).OrderBy(entry => oldKeys.IndexOf(entry.Key)).ToList();
        string? previous = null;
        foreach (var entry in wanted.Entries)
        {
            if (!oldKeys.Contains(entry.Key))
            {
                kept.Insert(kept.FindIndex(other => other.Key == previous) + 1, entry);
            }

            previous = entry.Key;
        }

        return kept;
    }

    private void WriteValue(StringBuilder text, MappingEntry previous, MappingEntry entry, int key, int stop, int indent)
    {
        switch (previous.Value, entry.Value)
        {
            case (MappingNode { Entries.Count: > 0 } old, MappingNode { Entries.Count: > 0 } wanted) when IsBlock(old, key):
                var firstMember = Leading(LineOf(old.Entries[0].KeyPosition), key + 1);
                Append(text, key, firstMember);
                WriteMapping(text, old, wanted, stop, old.Entries[0].KeyPosition.Column - 1);
                break;
            case (SequenceNode { Items.Count: > 0 } old, SequenceNode { Items.Count: > 0 } wanted) when IsBlock(old, key):
                var firstItem = Leading(LineOf(old.Items[0].Position), key + 1);
                Append(text, key, firstItem);
                WriteSequence(text, old, wanted, stop);
                break;
            default:
                text.Append(YamlText.Entry(entry.Key, entry.Value, indent));
                break;
        }
    }

    /// <summary>Items that stay keep their lines; the others are written anew.</summary>
    private void WriteSequence(StringBuilder text, SequenceNode old, SequenceNode wanted, int end)
    {
        var spans = Spans([.. old.Items.Select(item => LineOf(item.Position))], end);
        var indent = lines[spans[0].Key].IndexOf('-', StringComparison.Ordinal);
        var next = 0;
        foreach (var item in wanted.Items)
        {
            var index = Enumerable.Range(next, old.Items.Count - next)
                .FirstOrDefault(candidate => NodeMeaning.Same(old.Items[candidate], item), -1);
            if (index < 0)
            {
                text.Append(YamlText.Item(item, indent));
                continue;
            }

            Append(text, spans[index].Start, spans[index].Stop);
            next = index + 1;
        }
    }

    /// <summary>For members that start on the given lines: with the comments above, the line itself, and where the next one
    /// starts.</summary>
    private List<(int Start, int Key, int Stop)> Spans(List<int> starts, int end)
    {
        var spans = new List<(int, int, int)>();
        for (var index = 0; index < starts.Count; index++)
        {
            var start = Leading(starts[index], index == 0 ? 0 : starts[index - 1] + 1);
            var stop = index + 1 < starts.Count ? Leading(starts[index + 1], starts[index] + 1) : end;
            spans.Add((start, starts[index], stop));
        }

        return spans;
    }

    /// <summary>The first of the comment and blank lines that stand right above a line.</summary>
    private int Leading(int line, int notBefore)
    {
        var indent = Indent(lines[line]);
        while (line > notBefore && IsComment(lines[line - 1]) && (Indent(lines[line - 1]) == indent || lines[line - 1].Trim().Length == 0))
        {
            line--;
        }

        return line;
    }

    private static bool IsComment(string line) => line.Trim().Length == 0 || line.TrimStart().StartsWith('#');

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    /// <summary>Whether each member has a line of its own below the key.</summary>
    private bool IsBlock(MappingNode node, int key)
    {
        var starts = node.Entries.Select(entry => entry.KeyPosition).ToList();
        return starts[0].Line - source.FirstLine > key
            && starts.TrueForAll(start => start.Column == starts[0].Column && Indent(lines[LineOf(start)]) == start.Column - 1)
            && starts.Select(start => start.Line).Distinct().Count() == starts.Count;
    }

    private bool IsBlock(SequenceNode node, int key)
    {
        var starts = node.Items.Select(item => LineOf(item.Position)).ToList();
        return starts[0] > key
            && starts.Distinct().Count() == starts.Count
            && starts.TrueForAll(start => lines[start].TrimStart().StartsWith('-'));
    }

    private int LineOf(Position position) => position.Line - source.FirstLine;

    private void Append(StringBuilder text, int from, int to)
    {
        for (var line = from; line < to; line++)
        {
            text.Append(lines[line]).Append('\n');
        }
    }
}
