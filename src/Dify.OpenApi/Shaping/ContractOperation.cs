using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>A method of the generated client.</summary>
internal sealed class ContractOperation
{
    /// <summary>Whose method it is.</summary>
    public required ApiClient Client { get; init; }

    public required string Method { get; init; }

    /// <summary>The path with C# parameter names.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it is the streaming half of an operation that answers with JSON and with events.</summary>
    public required bool IsStreamingHalf { get; init; }

    /// <summary>Of an operation that answers with JSON and with events: the C# method that reads the other one.</summary>
    public string? OtherHalf { get; init; }

    /// <summary>How its list is read over all pages; null if it is none.</summary>
    public ContractList? List { get; set; }

    /// <summary>The operation on the wire, for comparing and naming.</summary>
    public required string Key { get; init; }

    public required string Id { get; init; }

    /// <summary><c>safe</c> or <c>unseen</c>.</summary>
    public required string Repeat { get; init; }

    public required ContractAnswer Answer { get; init; }

    /// <summary>With events: the base type of the events.</summary>
    public string? EventType { get; init; }

    /// <summary>With events: the catalog of that type that the events are looked up in.</summary>
    public string? EventCatalog { get; init; }

    /// <summary>Members forced into the JSON body.</summary>
    public IReadOnlyDictionary<string, string> BodySet { get; init; } = new Dictionary<string, string>();

    public Prose Summary { get; init; }

    public Prose Description { get; init; }

    /// <summary>The path's, the query's, the headers' and the form's, whatever arguments they are given by.</summary>
    public List<ContractParameter> Parameters { get; } = [];

    /// <summary>What the method takes, in its order.</summary>
    public List<ContractArgument> Arguments { get; } = [];

    public ContractBody? Body { get; init; }

    public required ContractSuccess Success { get; init; }

    public SortedDictionary<string, ContractProblem> Problems { get; } = new(System.StringComparer.Ordinal);
}

internal enum ContractAnswer
{
    Json,
    None,
    File,
    Events,
}

/// <summary>A request body: one type in JSON, or properties in a form.</summary>
internal sealed record ContractBody(
    string MediaType, ContractShape? Shape, IReadOnlyList<ContractProperty> FormProperties, Prose Description)
{
    public IEnumerable<ContractParameter> FormParameters() =>
        FormProperties.Select(
            part => new ContractParameter(part.WireName, part.Name, "form", part.IsRequired, part.Shape, part.Description));
}

/// <summary>What a status that is no success means, and the codes that come with it.</summary>
internal sealed record ContractProblem(Prose Description, IReadOnlyList<(string Code, Prose Explanation)> Codes);

internal sealed record ContractSuccess(string Status, string? MediaType, ContractShape? Shape, Prose Description)
{
    /// <summary>Whether the answer is a file of kinds that the document names, none of which is text.</summary>
    public bool IsBinaryFile { get; init; }
}
