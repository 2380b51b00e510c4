using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The text that a run streams. The server tells each chunk once, so that what is said while nobody listens is missing; the
/// outputs may have it.</summary>
internal sealed class RunText
{
    private readonly StringBuilder text = new();

    // Where something may be missing, in order.
    private readonly List<int> gaps = [];

    public void Add(string? chunk) => text.Append(chunk);

    /// <summary>Whether something was said that is no part of the text any more.</summary>
    public bool IsTakenBack { get; private set; }

    public void Replace(string whole)
    {
        IsTakenBack |= !whole.StartsWith(text.ToString(), StringComparison.Ordinal);
        text.Clear().Append(whole);
        gaps.Clear();
    }

    /// <summary>Takes in what the record says was said before it was written, which may be less than what came already; more may have been
    /// said since.</summary>
    /// <returns>Whether it is news.</returns>
    public bool ReplaceByRecord(string said)
    {
        var soFar = text.ToString();
        if (soFar.StartsWith(said, StringComparison.Ordinal))
        {
            return false;
        }

        Replace(said);
        OpenGap();
        return true;
    }

    /// <summary>Takes in the whole text, as the server has kept it.</summary>
    /// <returns>Whether it is news.</returns>
    public bool Complete(string whole)
    {
        var isNews = text.ToString() != whole;
        Replace(whole);
        return isNews;
    }

    /// <summary>Nobody listened for a while.</summary>
    public void OpenGap() => gaps.Add(text.Length);

    /// <summary>Nothing was said while nobody listened.</summary>
    public void CloseGap()
    {
        if (gaps.Count > 0)
        {
            gaps.RemoveAt(gaps.Count - 1);
        }
    }

    /// <summary>Whether nothing can be missing of the text so far.</summary>
    public bool IsComplete => gaps.Count == 0;

    /// <summary>The text so far, and whether nothing of it can be missing.</summary>
    public (string Text, bool IsComplete) SoFar() => (text.ToString(), gaps.Count == 0);

    /// <summary>The text at the end of the run. Where something may be missing, what the outputs say is the text, if it holds what
    /// came.</summary>
    /// <param name="outputs">The text by the outputs; null if they do not say.</param>
    /// <param name="isReadToEnd">Whether nothing can come behind the text so far.</param>
    public (string Text, bool IsComplete) Whole(string? outputs, bool isReadToEnd)
    {
        var soFar = text.ToString();
        List<int> missing = isReadToEnd ? gaps : [.. gaps, soFar.Length];
        return missing.Count == 0 ? (soFar, true)
            : outputs is not null && Holds(outputs, soFar, missing) ? (outputs, true)
            : (soFar, false);
    }

    private static bool Holds(string whole, string soFar, List<int> gaps)
    {
        var first = soFar.Substring(0, gaps[0]);
        var last = soFar.Substring(gaps[gaps.Count - 1]);
        if (first.Length + last.Length > whole.Length
            || !whole.StartsWith(first, StringComparison.Ordinal)
            || !whole.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var at = first.Length;
        foreach (var (from, to) in gaps.Zip(gaps.Skip(1), static (from, to) => (from, to)))
        {
            var piece = soFar.Substring(from, to - from);
            at = whole.IndexOf(piece, at, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            at += piece.Length;
        }

        return at <= whole.Length - last.Length;
    }

    /// <summary>The text of a workflow by its outputs: the server streams those of the end node in their order, one a line. Null if they
    /// are not plain.</summary>
    public string? OfOutputs(JToken? outputs)
    {
        // Without a single word of it nobody knows whether the workflow streams its outputs at all.
        if (text.Length == 0 || outputs is not JObject { Count: > 0 } named)
        {
            return null;
        }

        var lines = named.Properties().Select(static output => OfOutput(output.Value)).ToList();
        return lines.Contains(null) ? null : string.Join("\n", lines);
    }

    // What else there is, the server writes in ways of its own.
    private static string? OfOutput(JToken value) => value.Type switch
    {
        JTokenType.Null => string.Empty,
        JTokenType.String => (string)value!,
        JTokenType.Integer => ((JValue)value).ToString(CultureInfo.InvariantCulture),
        JTokenType.Array when value.HasValues && value.All(static item => item.Type == JTokenType.String) =>
            string.Join("\n", value.Select(static item => "- " + (string)item!)),
        _ => null,
    };
}
