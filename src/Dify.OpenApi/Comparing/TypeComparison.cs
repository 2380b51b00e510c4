using System;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Compares the generated types.</summary>
internal sealed class TypeComparison(ChangeLog log)
{
    public void Compare(Contract old, Contract current)
    {
        foreach (var name in old.Types.Keys.Union(current.Types.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            old.Types.TryGetValue(name, out var was);
            current.Types.TryGetValue(name, out var now);
            if (was is null || now is null)
            {
                AddPresence(name, was, now);
            }
            else if (was.Kind != now.Kind)
            {
                log.Add(Impact.Breaking, "type", name, was.Kind.ToString(), now.Kind.ToString(), name);
            }
            else
            {
                CompareType(was, now);
            }
        }
    }

    private void AddPresence(string name, ContractType? was, ContractType? now)
    {
        var type = (was ?? now)!;
        var place = type.EventValue ?? name;
        log.Add(was is null ? Impact.Compatible : Impact.Breaking, type.Kind == ContractTypeKind.Event ? "event" : "type", place, was is null ? null : place, now is null ? null : place, name);
    }

    private void CompareType(ContractType was, ContractType now)
    {
        log.Prose(now.Name, was.Description, now.Description, now.Name);
        new PropertyComparison(log).Compare(now.Name, $"{now.Name}.{{0}}", was.Properties, now.Properties, now.IsRequest);
        var before = was.Values.ToDictionary(value => value.Value, StringComparer.Ordinal);
        var after = now.Values.ToDictionary(value => value.Value, StringComparer.Ordinal);
        foreach (var value in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            switch (before.TryGetValue(value, out var old), after.TryGetValue(value, out var current))
            {
                case (true, false):
                    log.Add(Impact.Breaking, "enum value", now.Name, value, null, $"{now.Name}.{old!.Name}");
                    break;
                case (false, true):
                    log.Add(Impact.Compatible, "enum value", now.Name, null, value, $"{now.Name}.{current!.Name}");
                    break;
                default:
                    log.Compare(Impact.Breaking, "enum value", now.Name, old!.Name, current!.Name, $"{now.Name}.{current.Name}");
                    log.Prose($"{now.Name} {value}", old.Description, current.Description, $"{now.Name}.{current.Name}");
                    break;
            }
        }
    }
}
