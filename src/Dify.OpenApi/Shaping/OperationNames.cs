using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Gives every operation an id of its own: from the table, else the document's without the language's suffix.</summary>
internal sealed class OperationNames(NameTable table, ExplanationLog log)
{
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> streaming = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Marks the table's ids as taken, so that no other operation gets one of them.</summary>
    public void Reserve(IEnumerable<ApiOperation> operations) =>
        taken.UnionWith(operations.Select(operation => table.Operation(operation.Key)).OfType<string>());

    public string Next(ApiOperation operation)
    {
        if (table.Operation(operation.Key) is { } committed)
        {
            return committed;
        }

        // A method of several clients has one name.
        if (known.TryGetValue(operation.Key, out var same))
        {
            return same;
        }

        var byPath = operation.Path.Trim('/').Length == 0 ? "Root" : Words.Pascal(
            operation.Path.Replace("{", "by/", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace('/', '_'));
        var documented = operation.OperationId is { } id ? Words.Camel(Words.WithoutLanguage(id)) : null;
        var plain = Words.WithoutTrailingDigits(documented ?? operation.Method.ToLowerInvariant() + byPath);
        foreach (var candidate in (string[])[
            plain, $"{plain}At{byPath}", $"{plain}{Words.Pascal(operation.Method.ToLowerInvariant())}At{byPath}"
        ])
        {
            if (!taken.Add(Words.WithoutTrailingDigits(candidate)))
            {
                continue;
            }

            if (candidate != operation.OperationId)
            {
                log.Add(operation.Key, $"called {candidate}", operation.OperationId is null
                    ? "the document gives no operationId"
                    : $"the operationId is {operation.OperationId}");
            }

            return known[operation.Key] = Words.WithoutTrailingDigits(candidate);
        }

        throw operation.Origin.Refuse(
            Rule.UniqueNames,
            $"{operation.Key} would be called {plain}, which another operation is called already. Give it another operationId.");
    }

    /// <summary>The id of the streaming half of an operation that answers with JSON and with events.</summary>
    public string NextStreaming(string id, ApiOperation operation) =>
        streaming.TryGetValue($"{id}Streaming", out var key) && key == operation.Key ? $"{id}Streaming"
            : taken.Add($"{id}Streaming") && streaming.TryAdd($"{id}Streaming", operation.Key) ? $"{id}Streaming"
            : throw operation.Origin.Refuse(
                Rule.UniqueNames,
                $"{operation.Key} answers with JSON and with events; its streaming half would be called {id}Streaming, which another operation is called already.");
}
