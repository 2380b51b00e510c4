using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Writes the C# that puts what a caller gave where it belongs in a request: statements over <c>call</c>.</summary>
internal static class CallStatements
{
    public static IEnumerable<string> Write(ContractOperation operation, IReadOnlyDictionary<string, ContractType> types)
    {
        var accept = CSharpText.Literal(operation.Success.MediaType ?? MediaTypes.Json);
        var repeat = operation.Repeat == "safe" ? "Repeat.Safe" : "Repeat.IfUnseen";
        yield return $"var call = new ApiCall({CSharpText.Literal(operation.Id)}, {CSharpText.Literal(operation.Method.ToUpperInvariant())}, {accept}, {repeat});";
        if (operation.Success.IsBinaryFile)
        {
            yield return "call.ExpectsBinaryFile = true;";
        }

        var inPath = operation.Parameters.Where(parameter => parameter.In == "path")
            .ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var piece in Pieces(operation.Path.TrimStart('/')))
        {
            yield return piece is ['{', .. var name, '}']
                ? $"call.{(inPath[name].IsUuid ? "UuidSegment" : "Segment")}({Text(inPath[name], name)}, nameof({name}));"
                : $"call.Path({CSharpText.Literal(piece)});";
        }

        if (operation.Arguments.Find(argument => argument is { Parameter: null, Options: null }) is { } body)
        {
            yield return $"call.JsonBody({body.Name}, nameof({body.Name}));";
            var mode = types.GetValueOrDefault(body.CSharpType)?.Properties.Find(member => member.WireName == OperationShaper.ResponseMode);
            if (mode is not null && operation.OtherHalf is { } other)
            {
                var word = $"{body.Name}.{mode.Name}{(mode.MayBeNull ? "?" : "")}.Value";
                yield return $"call.ThrowIfOtherAnswer({word}, nameof({body.Name}.{mode.Name}), nameof({other}), nameof({body.Name}));";
            }
        }

        foreach (var (member, value) in operation.BodySet)
        {
            yield return $"call.SetInBody({CSharpText.Literal(member)}, {CSharpText.Literal(value)});";
        }

        foreach (var argument in operation.Arguments.Where(argument => argument.Parameter is { In: not "path" }))
        {
            yield return Statement(argument.Parameter!, argument.Name, argument.Name);
        }

        foreach (var argument in operation.Arguments.Where(argument => argument.Options is not null))
        {
            foreach (var member in argument.Options!.Properties)
            {
                yield return Statement(
                    operation.Parameters.Find(parameter => parameter.Key == member.WireName)!,
                    $"{argument.Name}?.{member.Name}",
                    argument.Name);
            }
        }
    }

    private static string Statement(ContractParameter parameter, string value, string argument)
    {
        var method = parameter switch
        {
            { In: "header" } => "Header",
            { In: "form" } => "FormPart",
            _ => "Query",
        };
        var given = parameter.IsRequired ? $"RequestCheck.Given({value}, nameof({argument}))" : value;
        var text = parameter.IsFile ? given : Text(parameter, given);
        return $"call.{method}({CSharpText.Literal(parameter.WireName)}, {text}, nameof({argument}));";
    }

    private static string Text(ContractParameter parameter, string value)
    {
        if (parameter.Shape.Element is not { } item)
        {
            return Text(parameter.Shape, value);
        }

        var items = item.CSharpType == "string" ? value : $"WireText.Each({value}, static item => {Text(item, "item")})";
        return parameter switch
        {
            { Separator: null } => items,
            { In: "path" or "header" } => $"WireText.List({items})",
            _ => $"WireText.List({items}, {CSharpText.Literal(parameter.Separator)})",
        };
    }

    private static string Text(ContractShape shape, string value) => shape switch
    {
        { CSharpType: "string" } or { TypeName: not null, IsWord: false, JsonType: null } => value,
        { Form: ContractShape.UnixSeconds } => $"WireText.UnixSeconds({value})",
        _ => $"WireText.Of({value})",
    };

    private static IEnumerable<string> Pieces(string path)
    {
        for (var at = 0; at < path.Length;)
        {
            var end = path[at] == '{' ? path.IndexOf('}', at) + 1 : path.IndexOf('{', at);
            end = end <= 0 ? path.Length : end;
            yield return path[at..end];
            at = end;
        }
    }
}
