using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Needs;

/// <summary>
/// What hand-written code may use of the generated: operations with what they give and take, types, and their members with their C# types.
/// A type ends with a question mark where the value may be null.
/// </summary>
internal static class ContractSurface
{
    /// <summary>The type of what has none, such as a type itself.</summary>
    public const string Present = "";

    private const string Separator = " : ";

    public static SortedDictionary<string, string> Of(Contract contract)
    {
        var surface = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in contract.Operations)
        {
            surface[operation.Client.Class] = Present;
            surface[$"I{operation.Client.Class}"] = Present;
            var result = operation.EventType ?? operation.Success.Shape?.CSharpType ?? "nothing";
            surface[Operation(operation.Client.Class, operation.Id)] =
                $"{result} of ({string.Join(", ", operation.Arguments.Select(argument => argument.FullType))})";
        }

        foreach (var type in contract.Types.Values)
        {
            surface[type.Name] = Present;
            foreach (var property in type.Inherited.Concat(type.Properties))
            {
                surface[$"{type.Name}.{property.Name}"] =
                    property.Shape.CSharpType + (property.IsOptional && !property.IsAlways ? "?" : "");
            }

            foreach (var value in type.Values)
            {
                surface[$"{type.Name}.{value.Name}"] = type.Name;
            }

            if (type.UnknownEvent is { } unknown)
            {
                surface[unknown] = Present;
            }
        }

        return surface;
    }

    /// <summary>How an operation of a client is written.</summary>
    public static string Operation(string client, string id) => $"operation {client}.{id}";

    /// <summary>The surface as text: a line for each name, as <c>WorkflowLogsResponse.HasMore : bool</c>.</summary>
    public static string Write(IReadOnlyDictionary<string, string> surface) =>
        string.Concat(surface.Select(entry => $"{entry.Key}{(entry.Value.Length > 0 ? Separator : "")}{entry.Value}\n"));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyDictionary<string, string> Read(string file) =>
        File.ReadLines(file)
            .Select(line => line.Split(Separator, 2))
            .ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : Present, StringComparer.Ordinal);

    /// <summary>Whether what is needed is there: a reference that is never null serves where one that may be null is expected.</summary>
    public static bool Serves(string needed, string? actual) =>
        actual == needed || (actual is not null && actual + "?" == needed && !IsValueType(actual));

    private static bool IsValueType(string type) => type is "bool" or "int" or "long" or "double" or "decimal" or "System.DateTimeOffset";
}
