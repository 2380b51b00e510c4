using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>The operations that the API has, by method and path, and the one that somebody probably meant.</summary>
internal sealed class OperationNames
{
    private static readonly Lazy<OperationNames> Own = new(static () => new OperationNames());

    private readonly IReadOnlyList<(string Method, string Template)> known =
    [
        .. ContractDocument.Embedded.Operations.Select(operation => (operation.Method, operation.Template))
            .Concat(AllRoutes.Of(new DifyApp(new DifyTestServerOptions(), default)).Select(route => (route.Method, route.Template)))
            .Distinct(),
    ];

    public static OperationNames Shared => Own.Value;

    /// <summary>What is wrong with a method and a path that no operation has; null if one has them.</summary>
    public string? Unknown(string method, string path)
    {
        string asked = method.ToUpperInvariant();
        if (known.Any(operation => operation.Method == asked && PathTemplate.Fits(operation.Template, path)))
        {
            return null;
        }

        (string Method, string Template) nearest = known.MinBy(operation => Distance(asked, WithoutBase(path), operation))!;
        return $"The API has no {asked} {path}; paths begin below {PathTemplate.BasePath}. "
            + $"{nearest.Method} {nearest.Template} comes nearest. Other paths are served by mappings of the WireMock server underneath.";
    }

    private static string WithoutBase(string path) =>
        path.StartsWith(PathTemplate.BasePath + "/", StringComparison.Ordinal) ? path[PathTemplate.BasePath.Length..] : path;

    private static int Distance(string method, string path, (string Method, string Template) operation)
    {
        // What stands in the place of a parameter is right, whatever it is.
        string[] segments = path.Split('/');
        IEnumerable<string> filled = operation.Template.Split('/')
            .Select((part, index) => PathTemplate.IsParameter(part) && index < segments.Length ? segments[index] : part);
        string asked = $"{method} {path}";
        string name = $"{operation.Method} {string.Join('/', filled)}";
        int[] costs = [.. Enumerable.Range(0, name.Length + 1)];
        for (int row = 1; row <= asked.Length; row++)
        {
            int diagonal = costs[0];
            costs[0] = row;
            for (int column = 1; column <= name.Length; column++)
            {
                int exchanged = diagonal + (asked[row - 1] == name[column - 1] ? 0 : 1);
                diagonal = costs[column];
                costs[column] = Math.Min(Math.Min(costs[column], costs[column - 1]) + 1, exchanged);
            }
        }

        return costs[^1];
    }
}
