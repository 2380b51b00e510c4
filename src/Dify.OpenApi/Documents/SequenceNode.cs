using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Documents;

internal sealed class SequenceNode : DocumentNode
{
    public SequenceNode(Position position, IReadOnlyList<DocumentNode> items)
        : base(position)
    {
        Items = items;
        Weight = 1 + items.Sum(item => item.Weight);
    }

    public IReadOnlyList<DocumentNode> Items { get; }

    public override string KindName => "an array";
}
