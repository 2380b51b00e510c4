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

    public Prose Description { get; set; }

    public List<ContractProperty> Properties { get; } = [];

    public List<ContractEnumValue> Values { get; } = [];

    /// <summary>An event's base type.</summary>
    public string? BaseType { get; set; }

    /// <summary>An event's value of the discriminator.</summary>
    public string? EventValue { get; set; }

    public string? DiscriminatorProperty { get; set; }

    /// <summary>Of optional parameters: the C# name of the method that takes them.</summary>
    public string? Method { get; init; }

    /// <summary>Of an event base: the type of events that it does not know.</summary>
    public string? UnknownEvent { get; init; }

    /// <summary>Of an event base: the discriminator's value and the event's type.</summary>
    public List<(string Value, string TypeName)> Events { get; } = [];
}

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

    public Prose Description { get; init; }
}
