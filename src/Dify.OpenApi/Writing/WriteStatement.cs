using System;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Writes the C# that writes a member's value: a statement over <c>body</c>.</summary>
internal static class WriteStatement
{
    /// <param name="shape">The value.</param>
    /// <param name="member">The member, which is not null where the statement stands.</param>
    /// <param name="isNullable">Whether its type allows null all the same.</param>
    public static string Write(ContractShape shape, string member, bool isNullable)
        => Value(shape, isNullable && shape.IsValueType ? $"{member}.GetValueOrDefault()" : member, 0);

    private static string Value(ContractShape shape, string value, int depth) => shape switch
    {
        { Element: not null } => $"body.{(shape.JsonType == "array" ? "WriteList" : "WriteMap")}"
            + $"({value}, static (body, {Item(depth)}) => {Element(shape.Element, Item(depth), depth + 1)})",
        { Form: ContractShape.UnixSeconds } => $"body.WriteUnixSeconds({value})",
        { Form: ContractShape.UtcDateTime } => $"body.WriteUtcDateTime({value})",
        _ => $"body.Write({value})",
    };

    private static string Element(ContractShape element, string item, int depth) => element.IsNullable
        ? $"{{ if ({item} is null) {{ body.WriteNull(); }} else {{ {Value(element, element.IsValueType ? $"{item}.GetValueOrDefault()" : item, depth)}; }} }}"
        : Value(element, item, depth);

    private static string Item(int depth) => depth == 0 ? "item" : $"item{depth}";
}
