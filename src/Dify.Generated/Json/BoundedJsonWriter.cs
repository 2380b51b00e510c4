using System.IO;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Writes JSON no deeper than it is read. Newtonsoft.Json has no such bound, and writes until the stack overflows, which ends the
/// process.</summary>
internal sealed class BoundedJsonWriter : JsonTextWriter
{
    public BoundedJsonWriter(TextWriter text)
        : base(text)
    {
        ArrayPool = CharArrayPool.Instance;
    }

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
