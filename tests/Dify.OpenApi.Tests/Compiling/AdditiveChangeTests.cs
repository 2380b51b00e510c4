using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Dify.OpenApi.Releasing;
using Dify.OpenApi.Tests.Generator;
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

    /// <summary>Builds, and keeps what was released as it was; what it takes or demands, <c>diff</c> has called breaking beforehand.</summary>
    [Theory]
    [MemberData(nameof(Additions))]
    public async Task What_a_document_adds_builds(string addition)
    {
        using var folder = new TestFolder();
        var (library, standIn, exitCode) = await BuildAsync(folder, Chosen(DocumentChange.Additions, addition));

        var (before, after) = (Members(client.Own), Members(library));
        Assert.NotEqual(before, after);
        var broken = before.Except(after).Concat(after.Except(before).Where(member => member.Contains(" IDifyWorkflowClient.", StringComparison.Ordinal))).ToList();
        foreach (var (project, listing) in CompiledClient.Listings(folder, library, standIn))
        {
            var (released, today) = (Listing(project, "PublicApi.Released.txt"), Listing(project, "PublicApi.txt"));
            broken.AddRange(released.MissingFrom(listing).Except(released.MissingFrom(today)));
            broken.AddRange(released.DemandedBy(listing).Except(released.DemandedBy(today)));
        }

        Assert.True(broken.Count == 0 || exitCode == Breaking, $"diff said {exitCode}, and this is gone or demanded: {string.Join("; ", broken.Take(5))}");
    }

    [Theory]
    [MemberData(nameof(Permutations))]
    public async Task The_order_of_a_document_means_nothing(string permutation)
    {
        using var folder = new TestFolder();
        var (library, _, exitCode) = await BuildAsync(folder, Chosen(DocumentChange.Permutations, permutation));

        Assert.Equal(Members(client.Own), Members(library));
        Assert.Equal(0, exitCode);
    }

    private static ApiListing Listing(string project, string file) => ApiListing.Parse(File.ReadAllText(Path.Combine(NSwagTool.ProjectFolder, "src", project, file)));

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

    private async Task<(Compilation Library, Compilation StandIn, int Diff)> BuildAsync(TestFolder folder, List<Action<JsonNode>> changes)
    {
        Write(folder, "old", []);
        Write(folder, "new", changes);
        Tool.Prepare(folder, folder["new/en.json"], folder["new/ja.json"], "--en", TestFiles.Service("en"), "--ja", TestFiles.Service("ja")).Succeeded();
        var (library, standIn, errors) = await client.BuildAsync(folder);
        Assert.Equal([], errors);
        return (library, standIn, Tool.Run("diff", folder["old"], folder["new"]).ExitCode);
    }
}
