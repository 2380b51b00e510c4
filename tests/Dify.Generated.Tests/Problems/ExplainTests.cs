using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Problems;

/// <summary>Every problem is explained in English and in Japanese, known to the documents or not.</summary>
public sealed class ExplainTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");

    public static TheoryData<string> Codes() =>
        [.. typeof(DifyErrorCode)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => ((DifyErrorCode)property.GetValue(null)!).Value)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_of_the_documents_has_a_text_of_its_own_in_both_languages(string code)
    {
        DifyProblem problem = DifyProblem.Parse(400, $$"""{"code":"{{code}}"}""");
        DifyProblem unknown = DifyProblem.Parse(400, """{"code":"nobody_knows_this"}""");

        Assert.NotEqual(unknown.Explain(English), problem.Explain(English));
        Assert.NotEqual(unknown.Explain(Japanese), problem.Explain(Japanese));
        Assert.False(IsJapanese(problem.Explain(English)), problem.Explain(English));
    }

    [Theory]
    [InlineData("not_workflow_app")]
    [InlineData("invalid_param")]
    public void The_codes_of_the_stop_call_speak_both_languages(string code)
    {
        DifyProblem problem = DifyProblem.Parse(400, $$"""{"code":"{{code}}"}""");

        Assert.True(IsJapanese(problem.Explain(Japanese)), problem.Explain(Japanese));
        Assert.Equal(problem.Explain(English), problem.Explain(CultureInfo.GetCultureInfo("fr-FR")));
        Assert.Equal(problem.Explain(English), problem.Explain(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(413)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(524)]
    public void A_code_that_nobody_knows_is_explained_by_its_status(int status)
    {
        foreach (string body in new[] { """{"code":"brand_new"}""", "<html></html>" })
        {
            DifyProblem problem = DifyProblem.Parse(status, body);

            Assert.True(IsJapanese(problem.Explain(Japanese)), problem.Explain(Japanese));
            Assert.False(IsJapanese(problem.Explain(English)), problem.Explain(English));
            Assert.DoesNotContain("brand_new", problem.Explain(English), StringComparison.Ordinal);
            Assert.EndsWith(".", problem.Explain(English), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_page_for_404_points_at_the_address_and_a_code_at_the_id()
    {
        Assert.Contains("/v1", DifyProblem.Parse(404, "<html></html>").Explain(English), StringComparison.Ordinal);
        Assert.DoesNotContain("/v1", DifyProblem.Parse(404, """{"code":"brand_new"}""").Explain(English), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Messages_follow_the_culture_of_the_user_interface()
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(401, "unauthorized")));
        using DifyWorkflowClient client = handler.CreateClient();
        using var scope = new CultureScope("ja-JP");

        DifyAuthenticationException failure = await Assert.ThrowsAsync<DifyAuthenticationException>(() => client.GetWorkflowAppInfoAsync());

        Assert.True(IsJapanese(failure.Message), failure.Message);
        Assert.True(IsJapanese(failure.Explain()), failure.Explain());
        Assert.False(IsJapanese(failure.Explain(English)), failure.Explain(English));
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_an_answer_the_message_itself_is_the_explanation()
    {
        var handler = new StubHandler((_, _) => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
        using DifyWorkflowClient client = handler.CreateClient(options => options.Retry.MaxRetries = 0);

        DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(failure.Message, failure.Explain(English));
        Assert.Null(failure.Problem);
        Assert.Equal(0, failure.StatusCode);
    }

    private static bool IsJapanese(string text) => text.Any(character => character is >= '\u3040' and <= '\u30FF');
}
