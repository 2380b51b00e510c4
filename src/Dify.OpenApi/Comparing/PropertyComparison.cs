using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Compares the members of one type. A member that moved to the base type, or from there, is the same member to callers.</summary>
internal sealed class PropertyComparison(ChangeLog log, CSharpTypes types)
{
    private const string Refused = "a call without it is refused before it is sent";

    public void Compare(ContractType was, ContractType now)
    {
        var before = was.Inherited.Concat(was.Properties).ToDictionary(property => property.WireName, StringComparer.Ordinal);
        var after = now.Inherited.Concat(now.Properties).ToDictionary(property => property.WireName, StringComparer.Ordinal);
        foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var (old, current) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            if ((old is null || was.Inherited.Contains(old)) && (current is null || now.Inherited.Contains(current)))
            {
                // The base type's own rows tell of it.
                continue;
            }

            var (at, member) = ($"{now.Name}.{name}", $"{now.Name}.{(current ?? old)!.Name}");
            if (old is not null && current is not null)
            {
                Compare(at, member, old, current, now);
            }
            else if (old is not null)
            {
                log.Add(Effect.BinaryAndSource, "property", at, FullType(old), null, member);
            }
            else
            {
                var isDemanded = current!.IsRequired && now.IsSent;
                var (effect, note) = isDemanded ? (Effect.Behavior, Refused) : (Effect.Compatible, "");
                log.Add(effect, "property", at, null, FullType(current), member, note);
            }
        }
    }

    private void Compare(string at, string member, ContractProperty was, ContractProperty now, ContractType type)
    {
        log.Compare(Effect.BinaryAndSource, "property name", at, was.Name, now.Name, member);
        log.Prose(at, was.Description, now.Description, member);
        var (before, after) = (FullType(was), FullType(now));
        var gains = type.IsRead ? Effect.Source : Effect.Compatible;
        var loses = type.IsSent ? Effect.Source : Effect.Compatible;
        var effect = types.Compare(before, after, gains, loses);
        if (before != after && !CSharpTypes.DifferInNullOnly(before, after))
        {
            log.Add(effect, "type", at, before, after, member);
        }
        else if (was.IsRequired != now.IsRequired && type.IsSent)
        {
            var isRefused = now.IsRequired && effect < Effect.Binary;
            log.Add(isRefused ? Effect.Behavior : effect, "required", at, Need(was), Need(now), member, now.IsRequired ? Refused : "");
        }
        else if (before != after)
        {
            log.Add(effect, "nullable", at, before, after, member);
        }
        else
        {
            // C# holds both, and code that looks into the value finds another kind of it.
            log.Compare(Effect.Behavior, "type on the wire", at, was.WireKind, now.WireKind, member, $"the C# type stays {after}");
        }
    }

    private static string Need(ContractProperty property) => property.IsRequired ? "required" : "optional";

    private static string FullType(ContractProperty property) =>
        property.MayBeNull ? $"{property.Shape.CSharpType}?" : property.Shape.CSharpType;
}
