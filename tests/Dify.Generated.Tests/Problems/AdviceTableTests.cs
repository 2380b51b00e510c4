using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Problems;

/// <summary>Walks every status, every code and everybody who may speak: the advice never contradicts whether a later try makes sense, nor what the code means.</summary>
public sealed class AdviceTableTests
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja");

    // In either language: what promises that a later try helps, what denies it, and what puts the failure elsewhere than in Dify.
    private static readonly string[] Promises = ["later try may succeed", "Try again later", "try again.", "後でやり直", "待ってから"];
    private static readonly string[] Denials = ["will fail again", "does not help", "does not mend", "そのまま送り直しても失敗", "やり直しても成功しません", "やり直しても解決しません"];
    private static readonly string[] Elsewhere = ["not Dify's API", "Dify の API ではなく"];
    private static readonly string[] SwitchedOff = ["switched off", "無効、アーカイブ"];

    private static readonly int[] Statuses = [.. Enumerable.Range(300, 300)];

    private static readonly Dictionary<string, string> Others = new()
    {
        ["HTML"] = "<html><title>Forbidden</title></html>",
        ["text"] = "upstream connect error",
        ["foreign JSON"] = """{"message":"no","error":"x"}""",
        ["a foreign code"] = """{"code":102,"message":"no"}""",
    };

    private static IEnumerable<string> Codes
        => typeof(DifyErrorCode).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => ((DifyErrorCode)property.GetValue(null)!).Value).Append("brand_new");

    public static TheoryData<string> AllCodes => [.. Codes];

    public static TheoryData<string> AllOthers => [.. Others.Keys];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(AllCodes))]
    public async Task The_advice_for_a_code_agrees_with_what_is_transient(string code)
    {
        foreach (int status in Statuses)
        {
            foreach ((CultureInfo culture, DifyApiException failure) in await FailuresAsync(status, $$"""{"code":"{{code}}","message":"m","status":{{status}}}"""))
            {
                AssertAgrees(failure, $"{status} {code}");
                Assert.False(Says(failure.Message, Elsewhere), $"{status} {code}: {failure.Message}");
                Assert.Contains("ServerMessage", failure.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("ServerMessage", failure.Explain(culture), StringComparison.Ordinal);
            }
        }
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(AllOthers))]
    public async Task What_is_not_Difys_is_called_so_at_every_status(string who)
    {
        foreach (int status in Statuses.Where(status => status is not ((>= 300 and < 400) or 407)))
        {
            foreach ((CultureInfo _, DifyApiException failure) in await FailuresAsync(status, Others[who]))
            {
                AssertAgrees(failure, $"{status} {who}");
                Assert.True(Says(failure.Message, Elsewhere), $"{status} {who}: {failure.Message}");
                Assert.False(Says(failure.Message, SwitchedOff), failure.Message);
                Assert.DoesNotContain("Dify answered", failure.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("upstream", failure.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_body_the_advice_agrees_too()
    {
        foreach (int status in Statuses)
        {
            foreach ((CultureInfo _, DifyApiException failure) in await FailuresAsync(status, string.Empty))
            {
                AssertAgrees(failure, $"{status}");
            }
        }
    }

    [Theory]
    [InlineData("provider_quota_exceeded", 400, "quota of the model's provider")]
    [InlineData("not_workflow_app", 400, "workflow app")]
    [InlineData("human_input_form_submitted", 412, "answered before")]
    [InlineData("human_input_form_expired", 412, "its time is over")]
    [InlineData("app_api_disabled", 403, "archived or gone: see to it in Dify")]
    [InlineData("workspace_archived", 403, "archived or gone: see to it in Dify")]
    [InlineData("app_not_found", 403, "workflow app that exists")]
    [InlineData("file_extension_blocked", 400, "files of this kind")]
    [InlineData("service_unavailable", 503, "later try may succeed")]
    public async Task A_code_has_the_advice_that_fits(string code, int status, string advice)
        => Assert.All(
            (await FailuresAsync(status, $$"""{"code":"{{code}}","message":"m","status":{{status}}}""")).Where(failure => failure.Culture == English),
            failure => Assert.Contains(advice, failure.Failure.Message, StringComparison.Ordinal));

    private static void AssertAgrees(DifyApiException failure, string what)
    {
        Assert.False(failure.IsTransient && Says(failure.Message, Denials), $"{what}: {failure.Message}");
        Assert.False(!failure.IsTransient && Says(failure.Message, Promises), $"{what}: {failure.Message}");
    }

    private static bool Says(string text, string[] words) => words.Any(word => text.Contains(word, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<(CultureInfo Culture, DifyApiException Failure)>> FailuresAsync(int status, string body)
    {
        var failures = new List<(CultureInfo, DifyApiException)>();
        foreach (CultureInfo culture in new[] { English, Japanese })
        {
            using var scope = new CultureScope(culture.Name);
            using DifyWorkflowClient client = StubHandler.Always(status, "text/html", Encoding.UTF8.GetBytes(body)).CreateClient(options => options.Retry.MaxRetries = 0);
            failures.Add((culture, await Assert.ThrowsAnyAsync<DifyApiException>(() => client.GetWorkflowAppInfoAsync())));
        }

        return failures;
    }
}
