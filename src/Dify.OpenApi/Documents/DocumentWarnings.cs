using System;
using System.Collections.Generic;

namespace Dify.OpenApi.Documents;

/// <summary>What a document says in a way that its version does not know, though it can be understood.</summary>
internal sealed class DocumentWarnings(string file)
{
    private readonly OrderedDictionary<string, OrderedDictionary<Position, bool>> places = new(StringComparer.Ordinal);

    public int Count => places.Count;

    /// <param name="node">Where it is said.</param>
    /// <param name="message">What is said, and how it is read.</param>
    public void Add(DocumentNode node, string message) => Add(node.Position, message);

    public void Add(Position position, string message)
    {
        places.TryAdd(message, []);
        places[message].TryAdd(position, true);
    }

    /// <summary>A line for each kind, with its first place, in the form that MSBuild and editors recognise.</summary>
    public IEnumerable<string> ToLines()
    {
        foreach (var (message, at) in places)
        {
            var first = at.GetAt(0).Key;
            var more = at.Count > 1 ? $" So too in {at.Count - 1} further places." : "";
            yield return $"{file}({first.Line},{first.Column}): warning {Rule.Understood}: {SafeText.Line(message)}{more}";
        }
    }
}
