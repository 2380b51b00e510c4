using System;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Writes the C# that reads a member's value: an expression over <c>reader</c> that is null where the server sent null.</summary>
internal static class ReadExpression
{
    /// <param name="shape">The value.</param>
    /// <param name="member">The member, whose object is filled if it is there already.</param>
    public static string Write(ContractShape shape, string member)
        => Value(shape, "reader", member, 0);

    /// <summary>The C# that reads a whole answer.</summary>
    public static string Answer(ContractShape shape)
        => Value(shape, "reader", "null", 0) + (shape.IsValueType ? ".GetValueOrDefault()" : "");

    private static string Value(ContractShape shape, string reader, string known, int depth) => shape switch
    {
        { Element: { } element } => $"JsonMember.{(shape.JsonType == "array" ? "List" : "Map")}<{element.ElementType}>"
            + $"({reader}, static {Item(depth)} => {Element(shape.Element, depth)}{(shape.Element.IsNullable ? ", holdsNull: true" : "")})",
        // A member that is called like its type hides it, unless the member is of that very type, and one that may be null is not.
        { TypeName: { } type, IsWord: true } => $"{(type == known ? "global::Dify.Generated." : "")}{type}.ReadJson({reader})",
        { TypeName: { } type, JsonType: null } => $"{type}.ReadJson({reader}, {known})",
        { CSharpType: ContractShape.JsonObject } => $"JsonMember.JsonObject({reader})",
        { Form: ContractShape.Json } => $"JsonMember.Json({reader})",
        { Form: ContractShape.JsonInText } => $"JsonMember.JsonOrText({reader})",
        { Form: ContractShape.UnixSeconds } => $"JsonMember.UnixSeconds({reader})",
        { Form: ContractShape.UtcDateTime } => $"JsonMember.UtcDateTime({reader})",
        { Form: ContractShape.DecimalNumber } => $"JsonMember.Decimal({reader})",
        { CSharpType: "string" } => $"JsonMember.Text({reader})",
        { CSharpType: "bool" } => $"JsonMember.Boolean({reader})",
        { CSharpType: "int" } => $"JsonMember.Int32({reader})",
        { CSharpType: "long" } => $"JsonMember.Int64({reader})",
        { CSharpType: "double" } => $"JsonMember.Double({reader})",
        _ => throw new InvalidOperationException($"There is no way to read a {shape.CSharpType}."),
    };

    private static string Element(ContractShape element, int depth)
        => Value(element, Item(depth), "null", depth + 1) + (element.IsNullable ? "" : element.IsValueType ? ".GetValueOrDefault()" : "!");

    private static string Item(int depth) => depth == 0 ? "item" : $"item{depth}";
}
