using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>For a class that is no event.</summary>
/// <typeparam name="T">The class.</typeparam>
internal sealed class ObjectJsonConverter<T> : WireJsonConverter<T>
    where T : class, IJsonReadable, IJsonWritable, new()
{
    protected override IJsonReadable Create(JObject members) => new T();
}
