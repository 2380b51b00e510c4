using System.Collections.Generic;

namespace Dify.OpenApi.Shaping;

internal sealed class ExplanationLog
{
    private readonly OrderedDictionary<Explanation, bool> entries = [];

    public IReadOnlyCollection<Explanation> Entries => entries.Keys;

    public void Add(string place, string change, string reason) => entries.TryAdd(new Explanation(place, change, reason), true);
}
