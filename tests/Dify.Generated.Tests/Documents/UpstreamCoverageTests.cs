using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Documents;

/// <summary>
/// Whatever Dify's own documents describe is in the project's, or named with its reason in openapi/README.md. Without Dify's documents
/// beside the repository, the project's own are held against themselves.
/// </summary>
public sealed class UpstreamCoverageTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Nothing_of_the_newest_documents_is_left_out_without_a_reason(string language)
    {
        string upstream = RepositoryFolder.File("..", "shared", "upstream", "2026-07", language + ".json");
        ApiDocument theirs = ApiDocument.Load(
            File.Exists(upstream) ? upstream : RepositoryFolder.File("openapi", language, "openapi_workflow.yaml"));
        string reasons = File.ReadAllText(RepositoryFolder.File("openapi", "README.md"));

        Assert.True(theirs.Operations.Count >= 16, $"The document of {language} has {theirs.Operations.Count} operations alone.");
        IEnumerable<string> unexplained = new DocumentCoverage(theirs, ApiDocument.English, ApiDocument.Japanese).Missing()
            .Where(missing => !reasons.Contains($"`{missing.Word}`", System.StringComparison.Ordinal))
            .Select(missing => missing.Place);
        Assert.Empty(unexplained);
    }

    [Fact]
    public void What_is_left_out_is_found()
    {
        IEnumerable<string> missing = new DocumentCoverage(ApiDocument.Japanese, ApiDocument.English)
            .Missing()
            .Select(place => place.Place);

        // The page that the English stop operation comes from says nothing of its problems.
        Assert.Contains("POST /workflows/tasks/{task_id}/stop 400", missing);
        Assert.All(missing, place => Assert.StartsWith("POST /workflows/tasks/{task_id}/stop", place));
    }

    [Theory]
    [InlineData("WorkflowFinishedData", "elapsed_time")]
    [InlineData("NodeExecutionMetadata", "currency")]
    [InlineData("InputFileObject", "upload_file_id")]
    [InlineData("HumanInputUserAction", "title")]
    public void A_member_that_is_left_out_is_found(string schema, string member)
    {
        var less = (JObject)ApiDocument.English.Root.DeepClone();
        ((JObject)less["components"]!["schemas"]![schema]!["properties"]!).Remove(member);

        // A schema that several places use is told of once.
        Assert.Equal(member, Assert.Single(new DocumentCoverage(ApiDocument.English, new ApiDocument(less)).Missing()).Word);
    }
}
