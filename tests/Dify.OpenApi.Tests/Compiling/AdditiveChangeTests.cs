using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Dify.OpenApi.Releasing;
using Dify.OpenApi.Tests.Generator;
using Dify.OpenApi.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Dify.OpenApi.Tests.Compiling;

/// <summary>A document that says more, or the same in another order, builds; and what callers lose by it, <c>diff</c> has told.</summary>
public sealed partial class AdditiveChangeTests(CompiledClient client) : IClassFixture<CompiledClient>
{
    private const int Breaking = 2;

    private static readonly string[] Pairs = ["workflow", "service"];

    private static readonly SymbolDisplayFormat Whole = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue)
        .WithMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public static TheoryData<string> Additions() => [.. DocumentChange.Additions.Keys, "all of them"];

    public static TheoryData<string> Permutations() => [.. DocumentChange.Permutations.Keys, "all of them"];

    /// <summary>Builds, and keeps what was released as it was; what it takes or demands, <c>diff</c> has called breaking
    /// beforehand.</summary>
    [Theory]
    [MemberData(nameof(Additions))]
    public async Task What_a_document_adds_builds(string addition)
    {
        using var folder = new TestFolder();
        var (library, standIn, diffs) = await BuildAsync(folder, Chosen(DocumentChange.Additions, addition));

        var (before, after) = (Members(client.Own), Members(library));
        Assert.NotEqual(before, after);
        var broken = before.Except(after).Concat(after.Except(before).Where(IsDemanded)).ToList();
        foreach (var (project, listing) in CompiledClient.Listings(folder, library, standIn))
        {
            var (released, today) = (Listing(project, "PublicApi.Released.txt"), Listing(project, "PublicApi.txt"));
            broken.AddRange(released.MissingFrom(listing).Except(released.MissingFrom(today)));
            broken.AddRange(released.DemandedBy(listing).Except(released.DemandedBy(today)));
        }

        // What one pair of documents breaks, the other's comparison need not know.
        foreach (var (pair, exitCode) in diffs)
        {
            var itsOwn =
                broken.Where(member => (pair == "workflow") == member.Contains("DifyWorkflowClient.", StringComparison.Ordinal)).ToList();
            Assert.True(itsOwn.Count == 0 || exitCode == Breaking || diffs.Values.All(code =>
                code == Breaking), $"diff of {pair} said {exitCode}, and this is gone or demanded: {string.Join("; ", itsOwn.Take(5))}");
        }
    }

    [Theory]
    [MemberData(nameof(Permutations))]
    public async Task The_order_of_a_document_means_nothing(string permutation)
    {
        using var folder = new TestFolder();
        var (library, _, diffs) = await BuildAsync(folder, Chosen(DocumentChange.Permutations, permutation));

        Assert.Equal(Members(client.Own), Members(library));
        Assert.All(diffs.Values, exitCode => Assert.Equal(0, exitCode));
    }

    private static ApiListing Listing(string project, string file) =>
        ApiListing.Parse(File.ReadAllText(Path.Combine(NSwagTool.ProjectFolder, "src", project, file)));

    private static List<Action<JsonNode>> Chosen(IReadOnlyDictionary<string, Action<JsonNode>> changes, string name) =>
        changes.TryGetValue(name, out var one) ? [one] : [.. changes.Values];

    private static bool IsDemanded(string member) => Interface().IsMatch(member);

    [GeneratedRegex(@" IDify[A-Za-z]+Client\.")]
    private static partial Regex Interface();

    private static string Vendored(string pair, string language)
        => pair == "workflow" ? TestFiles.Vendored(language) : TestFiles.Service(language);

    private static void Write(TestFolder folder, string pair, string name, IEnumerable<Action<JsonNode>> changes)
    {
        foreach (var language in new[] { "en", "ja" })
        {
            var document = JsonNode.Parse(Notation.Json(Vendored(pair, language)))!;
            foreach (var change in changes)
            {
                change(document);
            }

            folder.Write($"{pair}/{name}/{language}.json", document.ToJsonString());
        }
    }

    private static SortedSet<string> Members(Compilation library)
    {
        var members = new SortedSet<string>(StringComparer.Ordinal);
        Collect(library.Assembly.GlobalNamespace);
        return members;

        void Collect(INamespaceOrTypeSymbol owner)
        {
            foreach (var member in owner.GetMembers().Where(
                member => member is INamespaceSymbol || member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected))
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

    private async Task<(Compilation Library, Compilation StandIn, IReadOnlyDictionary<string, int> Diffs)> BuildAsync(
        TestFolder folder, List<Action<JsonNode>> changes)
    {
        foreach (var pair in Pairs)
        {
            Write(folder, pair, "old", []);
            Write(folder, pair, "new", changes);
        }

        Tool.Prepare(
            folder, folder["workflow/new/en.json"],
            folder["workflow/new/ja.json"], "--en", folder["service/new/en.json"], "--ja", folder["service/new/ja.json"]).Succeeded();
        var (library, standIn, errors) = await client.BuildAsync(folder);
        Assert.Equal([], errors);
        return (library, standIn, Pairs.ToDictionary(
            pair => pair, pair => Tool.Run("diff", folder[$"{pair}/old"], folder[$"{pair}/new"]).ExitCode));
    }
}
