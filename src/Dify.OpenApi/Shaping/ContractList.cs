using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>How the list of an operation is read over all of its pages.</summary>
/// <param name="Method">What the C# method is called that does it.</param>
/// <param name="Entry">The type of an entry.</param>
/// <param name="Options">The argument that says where a page begins.</param>
/// <param name="First">Its member that does.</param>
/// <param name="IsNumbered">Whether pages are counted; else a page begins behind an entry.</param>
/// <param name="IsBackwards">Whether pages come from the last one to the first, each in the order of time.</param>
/// <param name="Entries">The C# that gives the entries of a page, over <c>answer</c>.</param>
/// <param name="More">The C# that tells whether more pages follow, over <c>answer</c> and the page's <c>first</c>.</param>
internal sealed record ContractList(
    string Method, string Entry, ContractArgument Options, string First, bool IsNumbered, bool IsBackwards, string Entries, string More)
{
    private const string Numbers = "page";
    private const string Backwards = "first_id";

    private static readonly string[] Verbs = ["Get", "List"];

    /// <summary>Gives the operations the lists that the table names; what a document describes otherwise is read page by page.</summary>
    public static void AddTo(Contract contract, NameTable table, ExplanationLog log)
    {
        foreach (var operation in contract.Operations)
        {
            if (table.ListFrom(operation.Key) is { } parameter && (operation.List = Of(operation, parameter, contract.Types)) is null)
            {
                log.Add(operation.Key, "read page by page", $"it has no list in data that is told to go on, or no parameter {parameter}");
            }
        }
    }

    private static ContractList? Of(ContractOperation operation, string parameter, IDictionary<string, ContractType> types)
    {
        var isNumbered = parameter == Numbers;
        var options = operation.Arguments.Find(argument => argument.Options is not null);
        var first = Member(options?.Options, $"query {parameter}", isNumbered ? "int" : "string");
        var answer = operation.Success.Shape?.TypeName is { } name ? types[name] : null;
        var data = answer?.Properties.Find(member => member is { WireName: "data", Shape.Element.TypeName: not null });
        if (first is null || data?.Shape.Element is not { } entry || Member(types[entry.TypeName!], "id", "string") is not { Name: "Id" })
        {
            return null;
        }

        var more = Member(answer, "has_more", "bool") is { } flag ? $"answer.{flag.Name}{(flag.MayBeNull ? " == true" : "")}"
            : isNumbered && Member(answer, "total_pages", "int") is { } pages ? $"first < answer.{pages.Name}"
            : null;
        var id = Words.Pascal(operation.Id);
        var verb = Verbs.FirstOrDefault(verb => id.StartsWith(verb, System.StringComparison.Ordinal)) ?? string.Empty;
        return more is null ? null : new ContractList(
            $"GetAll{id[verb.Length..]}Async",
            entry.CSharpType,
            options!,
            first.Name,
            isNumbered,
            parameter == Backwards,
            $"answer.{data.Name}{(data.MayBeNull ? $" ?? System.Array.Empty<{entry.CSharpType}>()" : "")}",
            more);
    }

    private static ContractProperty? Member(ContractType? type, string wireName, string csharpType)
        => type?.Properties.Find(member => member.WireName == wireName && member.Shape.CSharpType == csharpType);
}
