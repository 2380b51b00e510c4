using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Shaping;

/// <summary>The generated types that an operation or a type names itself.</summary>
internal static class UsedTypes
{
    public static IReadOnlyList<string> Of(ContractOperation operation) =>
    [
        .. operation.Parameters.SelectMany(parameter => Of(parameter.Shape)),
        .. operation.Arguments.Select(argument => argument.Options?.Name).OfType<string>(),
        .. Of(operation.Body?.Shape),
        .. Of(operation.Success.Shape),
        .. operation.EventType is { } events ? [events] : Array.Empty<string>(),
    ];

    public static IReadOnlyList<string> Of(ContractType type) =>
    [
        .. type.Properties.SelectMany(property => Of(property.Shape)),
        .. type.Catalogs.SelectMany(catalog => catalog.Events.Select(entry => entry.TypeName)),
        .. type.BaseType is { } parent ? [parent] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Of(ContractShape? shape)
    {
        for (; shape is not null; shape = shape.Element)
        {
            if (shape.TypeName is { } name)
            {
                yield return name;
            }
        }
    }
}
