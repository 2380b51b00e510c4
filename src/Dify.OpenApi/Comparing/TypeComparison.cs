using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Compares the generated types.</summary>
internal sealed class TypeComparison(ChangeLog log, CSharpTypes types)
{
    /// <param name="old">The contract before.</param>
    /// <param name="current">The contract after.</param>
    /// <param name="gone">What went with its users.</param>
    /// <param name="come">What came with its users.</param>
    public void Compare(Contract old, Contract current, TypeUses gone, TypeUses come)
    {
        foreach (var name in old.Types.Keys.Union(current.Types.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            old.Types.TryGetValue(name, out var was);
            current.Types.TryGetValue(name, out var now);
            if (was is null || now is null)
            {
                AddPresence(name, was, now, was is null ? come : gone);
            }
            else if (was.Kind != now.Kind)
            {
                log.Add(Effect.BinaryAndSource, "type", name, was.Kind.ToString(), now.Kind.ToString(), name);
            }
            else
            {
                CompareType(was, now);
                CompareBase(old, was, current, now);
            }
        }
    }

    private void AddPresence(string name, ContractType? was, ContractType? now, TypeUses uses)
    {
        if (uses.IsTold(name))
        {
            return;
        }

        var type = (was ?? now)!;
        var (kind, value) = type.Kind == ContractTypeKind.Event ? ("event", type.EventValue ?? name) : ("type", name);
        var (before, after) = was is null ? (null, value) : (value, (string?)null);
        log.Add(was is null ? Effect.Compatible : Effect.BinaryAndSource, kind, value, before, after, name, TypeUses.Note(uses.With(name)));
    }

    /// <summary>A base type may be put between; one that is gone cannot be what it was to callers.</summary>
    private void CompareBase(Contract old, ContractType was, Contract current, ContractType now)
    {
        if (was.BaseType is { } parent && !Bases(current, now).Contains(parent))
        {
            var (before, after) = (string.Join(" : ", Bases(old, was)), string.Join(" : ", Bases(current, now)));
            log.Add(Effect.BinaryAndSource, "base type", now.Name, before, after, now.Name);
        }
    }

    private static IEnumerable<string> Bases(Contract contract, ContractType type)
    {
        for (var name = type.BaseType; name is not null; name = contract.Types.GetValueOrDefault(name)?.BaseType)
        {
            yield return name;
        }
    }

    private void CompareType(ContractType was, ContractType now)
    {
        log.Prose(now.Name, was.Description, now.Description, now.Name);
        new PropertyComparison(log, types).Compare(was, now);
        var before = was.Values.ToDictionary(value => value.Value, StringComparer.Ordinal);
        var after = now.Values.ToDictionary(value => value.Value, StringComparer.Ordinal);
        foreach (var value in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            switch (before.TryGetValue(value, out var old), after.TryGetValue(value, out var current))
            {
                case (true, false):
                    log.Add(Effect.BinaryAndSource, "enum value", now.Name, value, null, $"{now.Name}.{old!.Name}");
                    break;
                case (false, true):
                    log.Add(Effect.Compatible, "enum value", now.Name, null, value, $"{now.Name}.{current!.Name}");
                    break;
                default:
                    log.Compare(Effect.BinaryAndSource, "enum value", now.Name, old!.Name, current!.Name, $"{now.Name}.{current.Name}");
                    log.Prose($"{now.Name} {value}", old.Description, current.Description, $"{now.Name}.{current.Name}");
                    break;
            }
        }
    }
}
