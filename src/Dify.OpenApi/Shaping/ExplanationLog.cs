using System.Collections.Generic;

namespace Dify.OpenApi.Shaping;

internal sealed class ExplanationLog
{
    private readonly OrderedDictionary<Explanation, bool> _entries = [];

    public IReadOnlyCollection<Explanation> Entries => _entries.Keys;

    public void Add(string place, string change, string reason) => _entries.TryAdd(new Explanation(place, change, reason), true);
}
