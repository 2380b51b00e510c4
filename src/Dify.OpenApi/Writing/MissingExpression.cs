using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>
/// Writes the C# that tells whether an answer lacks an essential member: an expression over its members and, where those cannot tell
/// nothing from what is empty, over <c>body</c>.
/// </summary>
internal static class MissingExpression
{
    public static string Write(EssentialMember member)
    {
        var value = string.Join("?.", member.Path.Select(part => part.Name));
        var shape = member.Path[^1].Shape;
        var isNothing = shape switch
        {
            { IsWord: true } => $"string.IsNullOrEmpty({value}{(member.Path[^1].MayBeNull ? "?" : "")}.Value)",
            { CSharpType: "string" } => $"string.IsNullOrEmpty({value})",
            { Element: not null } => $"{value} is not {{ Count: > 0 }}",
            { IsValueType: true } => $"{value} == default",
            _ => $"{value} is null",
        };
        var name = CSharpText.Literal(member.Place);
        return member.Need switch
        {
            _ when member.Word is { } word => $"{value} != {CSharpText.Literal(word)}",
            "filled" => isNothing,
            "named" => $"{isNothing} && !body.Names({name})",
            _ => $"{isNothing} && !body.Gives({name}, Newtonsoft.Json.Linq.JTokenType.{Kind(shape)})",
        };
    }

    private static string Kind(ContractShape shape) => shape switch
    {
        { JsonType: "array" } => "Array",
        { CSharpType: "string" } or { IsWord: true } => "String",
        _ => "Object",
    };
}
