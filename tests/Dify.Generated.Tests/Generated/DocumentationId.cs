using System;
using System.Linq;
using System.Reflection;

namespace Dify.Generated.Tests.Generated;

/// <summary>The id under which a documentation file holds a member.</summary>
internal static class DocumentationId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => "T:" + NameOf(type),
        MethodBase method => "M:" + NameOf(method.DeclaringType!) + "." + method.Name.Replace('.', '#') + Arity(method) + Parameters(
            method.GetParameters()) + Result(method),
        PropertyInfo property => "P:" + NameOf(property.DeclaringType!) + "." + property.Name + Parameters(property.GetIndexParameters()),
        FieldInfo field => "F:" + NameOf(field.DeclaringType!) + "." + field.Name,
        EventInfo item => "E:" + NameOf(item.DeclaringType!) + "." + item.Name,
        _ => throw new ArgumentException($"{member} is of no kind that is documented.", nameof(member)),
    };

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string Arity(MethodBase method)
        => method.IsGenericMethodDefinition ? "``" + method.GetGenericArguments().Length : string.Empty;

    private static string Parameters(ParameterInfo[] parameters)
        => parameters.Length == 0
            ? string.Empty
            : "(" + string.Join(",", parameters.Select(parameter => Reference(parameter.ParameterType))) + ")";

    private static string Result(MethodBase method)
        => method.Name is "op_Implicit" or "op_Explicit" ? "~" + Reference(((MethodInfo)method).ReturnType) : string.Empty;

    private static string Reference(Type type)
    {
        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        }

        if (type.IsByRef)
        {
            return Reference(type.GetElementType()!) + "@";
        }

        if (type.IsArray)
        {
            return Reference(type.GetElementType()!) + "[]";
        }

        return type.IsGenericType
            ? NameOf(type.GetGenericTypeDefinition()).Split('`')[0] + "{" + string.Join(
                ",", type.GetGenericArguments().Select(Reference)) + "}"
            : NameOf(type);
    }
}
