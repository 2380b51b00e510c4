using System;
using System.Collections.Generic;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

/// <summary>What NSwag gets: everything named, one answer per operation, every prose in two languages.</summary>
internal sealed class Contract
{
    public required ApiDocument Source { get; init; }

    /// <summary>By path, then method, then client.</summary>
    public List<ContractOperation> Operations { get; } = [];

    public SortedDictionary<string, ContractType> Types { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Explanation> Explanations { get; set; } = [];
}
