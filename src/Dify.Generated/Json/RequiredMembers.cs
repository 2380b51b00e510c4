using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace Dify.Generated;

/// <summary>The members that an object of a program's own type cannot do without. Newtonsoft.Json fills what is missing with null, and
/// knows nothing of C#'s <c>required</c>.</summary>
[RequiresUnreferencedCode(ReflectedJson.Reason)]
[RequiresDynamicCode(ReflectedJson.Reason)]
internal static class RequiredMembers
{
    /// <summary>Their names in JSON.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        if (ReflectedJson.ContractOf(type) is not { } contract)
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
        => name is not null && ReflectedJson.ContractOf(type)?.Properties.GetClosestMatchProperty(name) is not null;

    private static bool IsMarked(JsonProperty member) => member.Required is Required.Always or Required.AllowNull;

    private static bool IsRequired(Type type, JsonProperty member)
        => member.UnderlyingName is { } name && type.GetMember(name).FirstOrDefault()?.GetCustomAttributes(inherit: true)
            .Any(static attribute => attribute.GetType().FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute") == true;

    private static ParameterInfo? ParameterOf(Type type, JsonProperty member)
        => type.GetConstructors().SelectMany(static constructor => constructor.GetParameters())
            .FirstOrDefault(parameter => string.Equals(parameter.Name, member.UnderlyingName, StringComparison.OrdinalIgnoreCase)
                && parameter.ParameterType == member.PropertyType);

    // What the compiler writes down of a question mark: on the parameter, else as the rule of the constructor or of a type around it. Older
    // frameworks have no reader for it.
    private static bool IsNullable(ParameterInfo parameter)
    {
        const string Own = "System.Runtime.CompilerServices.NullableAttribute";
        const string Rule = "System.Runtime.CompilerServices.NullableContextAttribute";
        const byte NotNull = 1;
        if (parameter.ParameterType.IsValueType)
        {
            return Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
        }

        var flag = Flag(parameter.CustomAttributes, Own) ?? Flag(parameter.Member.CustomAttributes, Rule);
        for (var type = parameter.Member.DeclaringType; flag is null && type is not null; type = type.DeclaringType)
        {
            flag = Flag(type.CustomAttributes, Rule);
        }

        return flag != NotNull;
    }

    // One for the whole type, or a list that begins with the outermost one.
    private static byte? Flag(IEnumerable<CustomAttributeData> attributes, string name)
        => attributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == name)?.ConstructorArguments[0].Value switch
        {
            byte flag => flag,
            IReadOnlyList<CustomAttributeTypedArgument> { Count: > 0 } flags => (byte)flags[0].Value!,
            _ => null,
        };
}
