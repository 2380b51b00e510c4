using System.Linq;

namespace Dify.OpenApi.Documents;

/// <summary>Compares values whatever their notation. The order of an object's members means nothing, that of an array's items
/// does.</summary>
internal static class NodeMeaning
{
    public static bool Same(DocumentNode? left, DocumentNode? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        return (left, right) switch
        {
            (ScalarNode a, ScalarNode b) => a.Kind == b.Kind && a.Text == b.Text,
            (SequenceNode a, SequenceNode b) => a.Items.Count == b.Items.Count
                && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
            (MappingNode a, MappingNode b) => a.Entries.Count == b.Entries.Count
                && a.Entries.All(entry => b.Has(entry.Key) && Same(entry.Value, b.Find(entry.Key))),
            _ => false,
        };
    }
}
