using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Problems;

namespace Dify.OpenApi.Shaping;

/// <summary>Builds the generated types. Schemas that have one name make one type, which holds what any of them holds.</summary>
internal sealed class TypeBuilder(TypeMapper mapper, ExplanationLog log)
{
    private sealed record Member(SchemaProperty Property, ContractShape Shape, bool IsRequest, int Schemas = 1);

    private sealed class Draft
    {
        public required Schema First { get; init; }

        public bool IsRequest { get; set; }

        public bool IsAnswer { get; set; }

        public Prose Description { get; set; }

        public OrderedDictionary<string, Member> Members { get; } = new(StringComparer.Ordinal);

        public OrderedDictionary<string, Prose> Values { get; } = new(StringComparer.Ordinal);

        public int Schemas { get; set; }
    }

    private readonly SortedDictionary<string, Draft> drafts = new(StringComparer.Ordinal);

    /// <summary>Builds everything that is queued, and what that needs in turn.</summary>
    public IEnumerable<ContractType> Build()
    {
        var found = new List<(QueuedType Queued, List<(Member Member, string Place)> Members)>();
        while (mapper.TryTakeQueued(out var queued))
        {
            found.Add((queued, [.. queued.Schema.Properties.Values.Select(property => Map(queued, property))]));
        }

        // Whichever place the document has first: what several of them say of one type is put together in the same order.
        foreach (var (queued, members) in found.OrderBy(one => one.Queued.Place, StringComparer.Ordinal))
        {
            Add(queued, members);
        }

        return drafts.Select(draft => Finish(draft.Key, draft.Value));
    }

    private (Member Member, string Place) Map(QueuedType queued, SchemaProperty property)
    {
        var place = $"{queued.Name}.{property.Name}";
        var shape = mapper.Map(property.Use, place, queued.Name + Words.Pascal(property.Name), property.Name, queued.IsRequest);
        return (new Member(property, shape, queued.IsRequest, queued.IsAside ? 0 : 1), place);
    }

    private void Add(QueuedType queued, List<(Member Member, string Place)> members)
    {
        if (!drafts.TryGetValue(queued.Name, out var draft))
        {
            drafts[queued.Name] = draft = new Draft { First = queued.Schema };
        }

        draft.Schemas += queued.IsAside ? 0 : 1;
        if (queued.Schema.IsFlattened)
        {
            log.Add(queued.Place, "allOf is one object with all members", "NSwag would make base classes that mean nothing on the wire");
        }

        draft.IsRequest |= queued.IsRequest;
        draft.IsAnswer |= !queued.IsRequest;
        draft.Description = draft.Description.Or(queued.Schema.Description);
        foreach (var value in queued.Schema.Enum ?? [])
        {
            var text = JsonSerializer.Deserialize<string>(value) ?? "";
            var prose = new Prose(
                Bullet(queued.Schema.Description.English, text),
                Bullet(queued.Schema.Description.Japanese, text),
                Bullet(queued.Schema.Description.Chinese, text));
            draft.Values[text] = draft.Values.GetValueOrDefault(text).Or(prose);
        }

        members.ForEach(member => AddMember(draft, member.Member, member.Place));
    }

    private void AddMember(Draft draft, Member member, string place)
    {
        if (!draft.Members.TryGetValue(member.Property.Name, out var known))
        {
            draft.Members[member.Property.Name] = member;
            return;
        }

        if (member.Schemas == 0)
        {
            draft.Members[member.Property.Name] = known with { Shape = Common(known.Shape, member.Shape, place) };
            return;
        }

        var property = known.Property with
        {
            Required = known.IsRequest || member.IsRequest
                ? known.Property.Required
                : Both(known.Property.Required, member.Property.Required),
            Use = known.Property.Use with
            {
                Nullable = known.Property.Use.AllowsNull || member.Property.Use.AllowsNull,
                Description = known.Property.Use.Text.Or(member.Property.Use.Text),
            },
        };
        draft.Members[member.Property.Name] =
            known with { Property = property, Shape = Common(known.Shape, member.Shape, place), Schemas = known.Schemas + 1 };
    }

    private static Requirement Both(Requirement left, Requirement right) => new(left.InResponse && right.InResponse, null);

    private ContractShape Common(ContractShape left, ContractShape right, string place)
    {
        if (left.CSharpType == right.CSharpType)
        {
            return left;
        }

        if (SaysMore(left, right))
        {
            return left;
        }

        if (SaysMore(right, left))
        {
            return right;
        }

        var types = new[] { left.CSharpType, right.CSharpType };
        if (types.All(type => type is "int" or "long"))
        {
            return left.CSharpType == "long" ? left : right;
        }

        // An open enum holds every string.
        if (left.CSharpType == "string" && right.TypeName is not null && right.Element is null && IsEnum(right.TypeName))
        {
            return right;
        }

        if (right.CSharpType == "string" && left.TypeName is not null && IsEnum(left.TypeName))
        {
            return left;
        }

        log.Add(place, "any JSON", $"the documents use it as {left.CSharpType} and as {right.CSharpType}");
        return ContractShape.AnyJson;
    }

    /// <summary>Whether one says what a value is that the other leaves open.</summary>
    private static bool SaysMore(ContractShape one, ContractShape other) =>
        other.IsOpen ? !one.IsOpen
            && one.CSharpType != ContractShape.JsonObject
            && (other.JsonType is null || one.JsonType is null or "object")
        : one is { JsonType: "array", Element: { } item }
            && other is { JsonType: "array", Element: { } otherItem }
            && SaysMore(item, otherItem);

    private bool IsEnum(string typeName) => drafts.TryGetValue(typeName, out var draft) ? draft.Values.Count > 0 : typeName.Length > 0;

    private ContractType Finish(string name, Draft draft)
    {
        var type = new ContractType(name, draft.Values.Count > 0 ? ContractTypeKind.Enum : ContractTypeKind.Object)
        {
            IsRequest = draft.IsRequest,
            IsAnswer = draft.IsAnswer,
            Description = draft.Description,
        };
        var valueNames = new PropertyNames(name, Words.Pascal, ReservedNames.IsEnumMember, log);
        type.Values.AddRange(
            draft.Values.Select(value => new ContractEnumValue(value.Key, valueNames.Next(value.Key, draft.First.Origin), value.Value)));
        var propertyNames = new PropertyNames(name, Words.Pascal, ReservedNames.IsMember, log);
        foreach (var member in draft.Members.Values)
        {
            // What only some of the schemas have, none promises.
            var property = member.Schemas < draft.Schemas && !draft.IsRequest
                ? member.Property with { Required = new Requirement(false, null) }
                : member.Property;
            type.Properties.Add(ToProperty(property, member.Shape, propertyNames, draft.IsRequest));
        }

        return type;
    }

    public static ContractProperty ToProperty(SchemaProperty property, ContractShape shape, PropertyNames names, bool isRequest)
    {
        var isRequired = isRequest && property.Required.InRequest && !property.Use.AllowsNull;
        return new ContractProperty
        {
            WireName = property.Name,
            Name = names.Next(property.Name, property.Use.Origin),
            Shape = shape,
            IsRequired = isRequired,
            IsOptional = isRequest ? !isRequired : !property.Required.InResponse || property.Use.AllowsNull,
            IsAlways = !isRequest && !property.Use.AllowsNull && shape.JsonType == "array",
            WireKind = WireKind(property.Use.Schema),
            Description = property.Use.Text,
        };
    }

    private static string WireKind(Schema schema)
    {
        var kinds = schema.Kinds.Union(schema.Alternatives.SelectMany(alternative => alternative.Schema.Kinds));
        return string.Join(" or ", kinds.Order(StringComparer.Ordinal));
    }

    private static string? Bullet(string? description, string value)
    {
        foreach (var line in (description ?? "").Split('\n'))
        {
            var text = line.TrimStart(' ', '\t', '-', '*', '+');
            var marked = $"`{value}`";
            if (text.StartsWith(marked, StringComparison.Ordinal))
            {
                var rest = text[marked.Length..].TrimStart();
                if (rest.StartsWith(':') || rest.StartsWith('：'))
                {
                    return PlainText.Of(rest[1..]);
                }
            }
        }

        return null;
    }
}
