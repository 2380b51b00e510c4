using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests;

/// <summary>The documents of the other kinds of app that Dify published, where they are at hand, and the one that describes all of
/// them.</summary>
public sealed class UnifiedDocumentTests
{
    private const string Own = "vendored";

    public static TheoryData<string> Documents => [Own, .. TestFiles.Published()];

    public static TheoryData<string> Unified =>
        [Own, .. TestFiles.Published().Where(folder => Path.GetFileName(folder).StartsWith("service-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_makes_a_clean_contract_with_either_language(string published)
    {
        foreach (var (language, tag) in ((string, string)[])[
            ("ja", "ja"), .. published == Own ? [] : ((string, string)[])[("zh", "zh-Hans")]
        ])
        {
            using var folder = Prepare(published, language);

            ContractCheck.IsClean(folder.Read("contract/contract.en.json"), published);
            ContractCheck.IsClean(folder.Read($"contract/contract.{tag}.json"), published);
        }
    }

    [Theory]
    [MemberData(nameof(Unified))]
    public void The_workflow_part_has_the_names_of_the_projects_own_documents(string published)
    {
        using var folder = Prepare(published, "ja");
        using var own = new TestFolder();
        Tool.Prepare(own, TestFiles.Vendored("en"), TestFiles.Vendored("ja")).Succeeded();

        var (unified, vendored) = (ContractFile.Of(folder), ContractFile.Of(own));

        Assert.Superset(Operations(vendored), Operations(unified));
        Assert.Superset(Members(vendored), Members(unified));

        // What only the unified document has of the same types: an event of a chat says when it was.
        var more = Members(unified).Where(member => vendored.Schemas[member.Split('.')[0]] is not null).Except(Members(vendored));
        Assert.All(more, member => Assert.Matches("^[A-Za-z]+Event\\.(CreatedAt|ConversationId|MessageId)$", member));
    }

    private static TestFolder Prepare(string published, string language)
    {
        var folder = new TestFolder();
        string FileIn(string name) => published == Own ? TestFiles.Vendored(name) : Path.Combine(published, $"{name}.json");
        Tool.Run("prepare", "--en", FileIn(
            "en"), $"--{language}", FileIn(language), "--contract", folder["contract"], "--generated", folder["generated"]).Succeeded();
        return folder;
    }

    private static HashSet<string> Operations(ContractFile contract) =>
        [.. contract.Paths.SelectMany(
            path => path.Value!.AsObject(), (path, operation) => $"{operation.Key} {path.Key} {operation.Value!["operationId"]}")];

    private static HashSet<string> Members(ContractFile contract) =>
        [.. contract.Schemas.SelectMany(
            schema => MembersOf(contract, schema.Value!).Append("").Select(member => $"{schema.Key}.{member}"))];

    private static IEnumerable<string> MembersOf(ContractFile contract, JsonNode schema)
    {
        var inherited = schema["allOf"]?[0]?["$ref"]?.GetValue<string>().Split('/')[^1];
        var properties = (schema["properties"] ?? schema["allOf"]?[1]?["properties"])?.AsObject() ?? [];
        return properties.Select(property => property.Value!["x-dify-name"]?.GetValue<string>() ?? property.Key)
            .Concat(schema["x-enumNames"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [])
            .Concat(inherited is null ? [] : MembersOf(contract, contract.Schemas[inherited]!));
    }
}
