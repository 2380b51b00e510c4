using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Dify.Generated;

/// <summary>The members that an object of a program's own type cannot do without. Newtonsoft.Json fills what is missing with null, and
/// knows nothing of C#'s <c>required</c>.</summary>
internal static class RequiredMembers
{
    /// <summary>Their names in JSON.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        if (DifyJson.ContractOf(type) is not { } contract)
        {
            return [];
        }

        var members = contract.Properties.Where(member => IsMarked(member) || IsRequired(type, member))
            .Select(static member => member.PropertyName);
        var parameters = contract.CreatorParameters.Where(member => IsMarked(member)
            || ParameterOf(type, member) is { HasDefaultValue: false } parameter && !IsNullable(parameter))
            .Select(member => contract.Properties.GetClosestMatchProperty(member.PropertyName ?? string.Empty)?.PropertyName
                ?? member.PropertyName);
        return members.Concat(parameters).OfType<string>().Distinct();
    }

    /// <summary>Whether a type has a member of this name in JSON.</summary>
    public static bool Knows(Type type, string? name)
        => name is not null && DifyJson.ContractOf(type)?.Properties.GetClosestMatchProperty(name) is not null;

    private static bool IsMarked(JsonProperty member) => member.Required is Required.Always or Required.AllowNull;

    private static bool IsRequired(Type type, JsonProperty member)
        => member.UnderlyingName is { } name && type.GetMember(name).FirstOrDefault()?.GetCustomAttributes(inherit: true)
            .Any(static attribute => attribute.GetType().FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute") == true;

    private static ParameterInfo? ParameterOf(Type type, JsonProperty member)
        => type.GetConstructors().SelectMany(static constructor => constructor.GetParameters())
            .FirstOrDefault(parameter => string.Equals(parameter.Name, member.UnderlyingName, StringComparison.OrdinalIgnoreCase)
                && parameter.ParameterType == member.PropertyType);

#if NET
    private static bool IsNullable(ParameterInfo parameter)
        => new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;
#else
    // The framework cannot tell a nullable reference from another one.
    private static bool IsNullable(ParameterInfo parameter)
        => !parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
#endif
}
