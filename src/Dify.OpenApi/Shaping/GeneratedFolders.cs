using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Where generated code lies: a type in the folder of the client that needs it, a method in its area of the client.</summary>
internal sealed class GeneratedFolders
{
    private const string Shared = "Shared";

    private readonly Dictionary<string, HashSet<string>> users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> areas = new(StringComparer.Ordinal);

    public GeneratedFolders(Contract contract)
    {
        foreach (var client in contract.Operations.GroupBy(operation => operation.Client.Name, StringComparer.Ordinal))
        {
            var waiting = new Stack<string>(client.SelectMany(UsedTypes.Of));
            while (waiting.TryPop(out var name))
            {
                if (!users.TryGetValue(name, out var clients))
                {
                    users[name] = clients = new(StringComparer.Ordinal);
                }

                if (clients.Add(client.Key) && contract.Types.TryGetValue(name, out var type))
                {
                    UsedTypes.Of(type).ToList().ForEach(waiting.Push);
                }
            }
        }

        foreach (var operation in contract.Source.Operations)
        {
            areas.TryAdd(OperationKey.WithoutNames(operation.Key), operation.Tags is [var tag, ..] ? Area(tag) : "");
        }
    }

    /// <summary>The folder of a type.</summary>
    public string Of(ContractType type) => users.GetValueOrDefault(type.Name) is { Count: 1 } only ? only.First() : Shared;

    /// <summary>What an operation is about; empty where the documents do not say, or not in words that a file can be called by.</summary>
    public string Of(ContractOperation operation) => areas.GetValueOrDefault(OperationKey.Of(operation.Method, operation.Path), "");

    private static string Area(string tag)
        => tag.All(character => char.IsAsciiLetterOrDigit(character) || character == ' ') ? Words.Pascal(tag) : "";
}
