using System.Collections.Generic;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

internal enum ContractTypeKind
{
    Object,
    Enum,
    EventBase,
    Event,

    /// <summary>The optional parameters of a method.</summary>
    Options,
}

/// <summary>A type that is generated.</summary>
internal sealed class ContractType(string name, ContractTypeKind kind)
{
    public string Name { get; } = name;

    public ContractTypeKind Kind { get; } = kind;

    /// <summary>Whether callers send it.</summary>
    public bool IsRequest { get; set; }

    /// <summary>Whether servers send it.</summary>
    public bool IsAnswer { get; set; }

    public Prose Description { get; set; }

    public List<ContractProperty> Properties { get; } = [];

    /// <summary>Of an answer: the members without which it is none.</summary>
    public List<EssentialMember> Essentials { get; } = [];

    public List<ContractEnumValue> Values { get; } = [];

    /// <summary>The base type of an event, or of an event base.</summary>
    public string? BaseType { get; set; }

    /// <summary>An event's value of the discriminator.</summary>
    public string? EventValue { get; set; }

    public string? DiscriminatorProperty { get; set; }

    /// <summary>Of optional parameters: the C# name of the method that takes them.</summary>
    public string? Method { get; init; }

    /// <summary>Of an event base: the type, beside it, of events that the documents do not name.</summary>
    public string? UnknownEvent { get; init; }

    /// <summary>Of an event base: where its streams look up their events.</summary>
    public List<ContractEventCatalog> Catalogs { get; } = [];

    /// <summary>What the base types bring.</summary>
    public List<ContractProperty> Inherited { get; } = [];

    /// <summary>Whether callers set its members.</summary>
    public bool IsSent => IsRequest || Kind == ContractTypeKind.Options;

    /// <summary>Whether callers read its members.</summary>
    public bool IsRead => IsAnswer || Kind is ContractTypeKind.Event or ContractTypeKind.EventBase;

    public bool Has(string wireName) =>
        Properties.Exists(property => property.WireName == wireName) || Inherited.Exists(property => property.WireName == wireName);
}

/// <summary>The events of a stream.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="UnknownEvent">The type of events that are not in it.</param>
/// <param name="Events">The discriminator's values and the events' types.</param>
internal sealed record ContractEventCatalog(string Name, string UnknownEvent, IReadOnlyList<(string Value, string TypeName)> Events);

internal sealed record ContractEnumValue(string Value, string Name, Prose Description);

internal sealed record ContractProperty
{
    public required string WireName { get; init; }

    public required string Name { get; init; }

    public required ContractShape Shape { get; init; }

    public required bool IsRequired { get; init; }

    public required bool IsOptional { get; init; }

    /// <summary>Whether the C# member is never null, though the server may leave it out.</summary>
    public bool IsAlways { get; init; }

    /// <summary>The kinds of JSON that the documents describe, though C# may hold more of them; empty for any.</summary>
    public string WireKind { get; init; } = "";

    /// <summary>
    /// A number, a truth value or a time that the caller has to give is nothing until it is given: its default would be sent in its place.
    /// </summary>
    public bool IsUnset => IsRequired && Shape is { IsValueType: true, IsWord: false };

    /// <summary>Whether the C# member may be null.</summary>
    public bool MayBeNull => !IsAlways && (IsOptional || IsUnset);

    public Prose Description { get; init; }
}
