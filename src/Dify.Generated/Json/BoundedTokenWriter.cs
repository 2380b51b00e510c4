using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Makes tokens no deeper than JSON is read, for the same reason as <see cref="BoundedJsonWriter"/>.</summary>
internal sealed class BoundedTokenWriter : JTokenWriter
{
    public override void WriteStartObject()
    {
        JsonDepth.ThrowIfReached(Top);
        base.WriteStartObject();
    }

    public override void WriteStartArray()
    {
        JsonDepth.ThrowIfReached(Top);
        base.WriteStartArray();
    }
}
