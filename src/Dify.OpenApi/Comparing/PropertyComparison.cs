using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Compares the members of one type.</summary>
internal sealed class PropertyComparison(ChangeLog log)
{
    private static readonly HashSet<string> ValueTypes = new(StringComparer.Ordinal) { "int", "long", "double", "decimal", "bool", "System.DateTimeOffset" };

    /// <param name="place">The type's place.</param>
    /// <param name="memberFormat">How C# writes a member, the name left open.</param>
    /// <param name="old">Before.</param>
    /// <param name="current">After.</param>
    /// <param name="isRequest">Whether callers send it.</param>
    public void Compare(string place, string memberFormat, IReadOnlyList<ContractProperty> old, IReadOnlyList<ContractProperty> current, bool isRequest)
    {
        var before = old.ToDictionary(property => property.WireName, StringComparer.Ordinal);
        var after = current.ToDictionary(property => property.WireName, StringComparer.Ordinal);
        foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var at = $"{place}.{name}";
            switch (before.GetValueOrDefault(name), after.GetValueOrDefault(name))
            {
                case ({ } was, null):
                    log.Add(Impact.Breaking, "property", at, was.Shape.CSharpType, null, Member(memberFormat, was));
                    break;
                case (null, { } now):
                    log.Add(now.IsRequired ? Impact.Breaking : Impact.Compatible, "property", at, null, now.Shape.CSharpType, Member(memberFormat, now));
                    break;
                case ({ } was, { } now):
                    Compare(at, Member(memberFormat, now), was, now, isRequest);
                    break;
            }
        }
    }

    private void Compare(string at, string member, ContractProperty was, ContractProperty now, bool isRequest)
    {
        log.Compare(Impact.Breaking, "property name", at, was.Name, now.Name, member);
        log.Compare(Impact.Breaking, "type", at, was.Shape.CSharpType, now.Shape.CSharpType, member);
        log.Prose(at, was.Description, now.Description, member);
        if (isRequest)
        {
            log.Requirement(at, was.IsRequired, now.IsRequired, member);
        }
        else if (was.Shape.CSharpType == now.Shape.CSharpType && IsNullable(was) != IsNullable(now))
        {
            // A reference that is never null any more can be used as before; "int?" and "int" are two types.
            var isHarmless = !IsNullable(now) && !ValueTypes.Contains(now.Shape.CSharpType);
            log.Add(isHarmless ? Impact.Compatible : Impact.Breaking, "nullable", at, Text(was), Text(now), member);
        }
    }

    private static bool IsNullable(ContractProperty property) => property is { IsOptional: true, IsAlways: false };

    private static string Text(ContractProperty property) => IsNullable(property) ? "may be null" : "never null";

    private static string Member(string format, ContractProperty property) => string.Format(CultureInfo.InvariantCulture, format, property.Name);
}
