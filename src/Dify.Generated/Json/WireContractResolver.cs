using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Dify.Generated;

/// <summary>Writes a member once: where the server's JSON was kept aside because it was of another kind, it stands for the member.</summary>
internal sealed class WireContractResolver : DefaultContractResolver
{
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (typeof(IJsonReadable).IsAssignableFrom(member.DeclaringType) && property.PropertyName is { } name)
        {
            property.ShouldSerialize = owner => ((IJsonReadable)owner).AdditionalProperties?.ContainsKey(name) != true;
        }

        return property;
    }
}
