using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Which types and operations of a contract use which types, and what came or went only because its users did.</summary>
internal sealed class TypeUses
{
    private readonly Dictionary<string, HashSet<string>> uses = new(StringComparer.Ordinal);
    private readonly HashSet<string> moved;

    /// <param name="contract">The contract that has the operations and types.</param>
    /// <param name="movedOperations">The operations that the other contract lacks.</param>
    /// <param name="other">The other contract.</param>
    public TypeUses(Contract contract, IReadOnlyCollection<ContractOperation> movedOperations, Contract other)
    {
        var movedTypes = contract.Types.Keys.Where(name => !other.Types.ContainsKey(name)).ToHashSet(StringComparer.Ordinal);
        var users = contract.Operations
            .Select(operation => (Name: NameOf(operation), Uses: UsedTypes.Of(operation), IsMoved: movedOperations.Contains(operation)))
            .Concat(contract.Types.Values.Select(type => (type.Name, Uses: UsedTypes.Of(type), IsMoved: movedTypes.Contains(type.Name))))
            .ToList();
        foreach (var (name, used, _) in users)
        {
            uses[name] = [.. used.Where(other => other != name)];
        }

        var kept = users.Where(user => !user.IsMoved).SelectMany(user => user.Uses).ToHashSet(StringComparer.Ordinal);
        var needed = users.Where(user => user.IsMoved).SelectMany(user => uses[user.Name]).ToHashSet(StringComparer.Ordinal);
        moved = [.. movedTypes.Where(name => needed.Contains(name) && !kept.Contains(name))];
    }

    /// <summary>Whether a type came or went with what uses it, which tells of it.</summary>
    public bool IsTold(string type) => moved.Contains(type);

    /// <summary>The types that came or went with an operation.</summary>
    public IEnumerable<string> With(ContractOperation operation) => With(NameOf(operation));

    /// <summary>The types that came or went with an operation or a type.</summary>
    public IEnumerable<string> With(string user)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>([user]);
        while (waiting.TryPop(out var next))
        {
            foreach (var used in uses.GetValueOrDefault(next) ?? [])
            {
                if (moved.Contains(used) && found.Add(used))
                {
                    waiting.Push(used);
                }
            }
        }

        return found;
    }

    /// <summary>Says what came or went along; nothing where nothing did.</summary>
    public static string Note(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? $"with {list}" : "";

    private static string NameOf(ContractOperation operation) => $"{operation.Id}()";
}
