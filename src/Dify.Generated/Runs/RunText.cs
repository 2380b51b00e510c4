using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The text that a run streams. The server tells each chunk once, so that what is said while nobody listens is missing; the outputs may have it.</summary>
internal sealed class RunText
{
    private readonly StringBuilder text = new();

    // Where something may be missing, in order.
    private readonly List<int> gaps = [];

    public void Add(string chunk) => text.Append(chunk);

    public void Replace(string whole)
    {
        text.Clear().Append(whole);
        gaps.Clear();
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

    /// <summary>The text so far, and whether nothing of it can be missing.</summary>
    public (string Text, bool IsComplete) SoFar() => (text.ToString(), gaps.Count == 0);

    /// <summary>The text at the end of the run. The server streams the outputs of the end node in their order, one a line; where those are plain and hold what came, they are the text.</summary>
    /// <param name="outputs">The outputs of the run.</param>
    /// <param name="isReadToEnd">Whether nothing can come behind the text so far.</param>
    public (string Text, bool IsComplete) Whole(JToken? outputs, bool isReadToEnd)
    {
        var soFar = text.ToString();
        List<int> missing = isReadToEnd ? gaps : [.. gaps, soFar.Length];
        return missing.Count == 0 ? (soFar, true)
            : OfOutputs(outputs) is { } whole && Holds(whole, soFar, missing) ? (whole, true)
            : (soFar, false);
    }

    // Without a single word of it nobody knows whether the workflow streams its outputs at all.
    private static bool Holds(string whole, string soFar, List<int> gaps)
    {
        if (soFar.Length == 0)
        {
            return false;
        }

        var first = soFar.Substring(0, gaps[0]);
        var last = soFar.Substring(gaps[gaps.Count - 1]);
        if (first.Length + last.Length > whole.Length || !whole.StartsWith(first, StringComparison.Ordinal) || !whole.EndsWith(last, StringComparison.Ordinal))
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

    private static string? OfOutputs(JToken? outputs)
    {
        if (outputs is not JObject { Count: > 0 } named)
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
        JTokenType.Array when value.HasValues && value.All(static item => item.Type == JTokenType.String) => string.Join("\n", value.Select(static item => "- " + (string)item!)),
        _ => null,
    };
}
