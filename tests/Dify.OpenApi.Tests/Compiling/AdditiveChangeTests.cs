using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Dify.OpenApi.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Dify.OpenApi.Tests.Compiling;

/// <summary>A document that says more, or the same in another order, builds; and what callers lose by it, <c>diff</c> has told.</summary>
public sealed class AdditiveChangeTests(CompiledClient client) : IClassFixture<CompiledClient>
{
    private const int Breaking = 2;

    private static readonly SymbolDisplayFormat Whole = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static TheoryData<string> Additions() => [.. DocumentChange.Additions.Keys, "all of them"];

    public static TheoryData<string> Permutations() => [.. DocumentChange.Permutations.Keys, "all of them"];

    [Theory]
    [MemberData(nameof(Additions))]
    public async Task What_a_document_adds_builds(string addition)
    {
        var (before, after, exitCode) = await BuildAsync(Chosen(DocumentChange.Additions, addition));

        Assert.NotEqual(before, after);
        var isKept = before.All(after.Contains) && !after.Except(before).Any(member => member.Contains(" IDifyWorkflowClient.", StringComparison.Ordinal));
        Assert.True(isKept || exitCode == Breaking, $"diff said {exitCode}, and this is gone: {string.Join("; ", before.Except(after).Take(5))}");
    }

    [Theory]
    [MemberData(nameof(Permutations))]
    public async Task The_order_of_a_document_means_nothing(string permutation)
    {
        var (before, after, exitCode) = await BuildAsync(Chosen(DocumentChange.Permutations, permutation));

        Assert.Equal(before, after);
        Assert.Equal(0, exitCode);
    }

    private static List<Action<JsonNode>> Chosen(IReadOnlyDictionary<string, Action<JsonNode>> changes, string name) =>
        changes.TryGetValue(name, out var one) ? [one] : [.. changes.Values];

    private static void Write(TestFolder folder, string name, IEnumerable<Action<JsonNode>> changes)
    {
        foreach (var language in new[] { "en", "ja" })
        {
            var document = JsonNode.Parse(Notation.Json(TestFiles.Vendored(language)))!;
            foreach (var change in changes)
            {
                change(document);
            }

            folder.Write($"{name}/{language}.json", document.ToJsonString());
        }
    }

    private static SortedSet<string> Members(Compilation library)
    {
        var members = new SortedSet<string>(StringComparer.Ordinal);
        Collect(library.Assembly.GlobalNamespace);
        return members;

        void Collect(INamespaceOrTypeSymbol owner)
        {
            foreach (var member in owner.GetMembers().Where(member => member is INamespaceSymbol || member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected))
            {
                if (member is not INamespaceSymbol && !(member is IFieldSymbol { IsConst: true }))
                {
                    members.Add($"{member.DeclaredAccessibility} {member.ToDisplayString(Whole)}");
                }

                if (member is INamespaceOrTypeSymbol inner)
                {
                    Collect(inner);
                }
            }
        }
    }

    private async Task<(SortedSet<string> Before, SortedSet<string> After, int Diff)> BuildAsync(List<Action<JsonNode>> changes)
    {
        using var folder = new TestFolder();
        Write(folder, "old", []);
        Write(folder, "new", changes);
        Tool.Prepare(folder, folder["new/en.json"], folder["new/ja.json"], "--en", TestFiles.Service("en"), "--ja", TestFiles.Service("ja")).Succeeded();
        var (library, errors) = await client.BuildAsync(folder);
        Assert.Equal([], errors);
        return (Members(client.Own), Members(library), Tool.Run("diff", folder["old"], folder["new"]).ExitCode);
    }
}
