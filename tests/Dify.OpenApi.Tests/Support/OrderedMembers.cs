using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Dify.OpenApi.Tests.Support;

/// <summary>The items of an array or the members of an object, for tests that change their order.</summary>
internal sealed class OrderedMembers(JsonNode node)
{
    public int Count => node is JsonArray array ? array.Count : node.AsObject().Count;

    public void Swap(int left, int right) =>
        Reorder([.. Enumerable.Range(0, Count).Select(index => index == left ? right : index == right ? left : index)]);

    public void Reverse() => Reorder([.. Enumerable.Range(0, Count).Reverse()]);

    private void Reorder(IReadOnlyList<int> order)
    {
        if (node is JsonArray array)
        {
            var items = array.ToList();
            array.Clear();
            foreach (var index in order)
            {
                array.Add(items[index]);
            }

            return;
        }

        var members = node.AsObject().ToList();
        node.AsObject().Clear();
        foreach (var index in order)
        {
            node.AsObject().Add(members[index]);
        }
    }
}
