using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Hands the operations of the documents to the clients. An operation of several kinds of app is one of each client.</summary>
internal static class ClientOperations
{
    /// <returns>By path, then method, then client.</returns>
    public static IReadOnlyList<(ApiClient Client, ApiOperation Operation)> Of(ApiDocument document, NameTable table)
    {
        var keys = document.Operations.Select(operation => operation.Key).ToHashSet(StringComparer.Ordinal);
        var present = table.Clients.Where(client => client.Needs is null || keys.Contains(client.Needs)).ToList();
        var assigned = new List<(ApiClient Client, ApiOperation Operation)>();
        foreach (var described in document.Operations.GroupBy(operation => operation.Key, StringComparer.Ordinal))
        {
            var owners = present.FindAll(client => client.Operations.Contains(described.Key));
            if (owners.Count == 0)
            {
                owners.Add(present.Find(client => client.Begins(described.First().Path)) ?? present[0]);
            }

            // What two documents describe is, in the later one, what the later clients get.
            assigned.AddRange(
                owners.Select(client => (client, (client == present[0] ? described.First() : described.Last()).Of(client.Scope))));
        }

        return [.. assigned
            .OrderBy(one => one.Operation.Path, StringComparer.Ordinal)
            .ThenBy(one => one.Operation.Method, StringComparer.Ordinal)
            .ThenBy(one => present.IndexOf(one.Client))];
    }
}
