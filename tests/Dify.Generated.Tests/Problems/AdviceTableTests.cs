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

/// <summary>Walks every status, every code and everybody who may speak: the advice never contradicts whether a later try makes sense, nor
/// what the code means.</summary>
public sealed class AdviceTableTests
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja");

    // In either language: what promises that a later try helps, what denies it, and what puts the failure elsewhere than in Dify.
    private static readonly string[] Promises = ["later try may succeed", "Try again later", "try again.", "後でやり直", "待ってから"];
    private static readonly string[] Denials =
    [
        "will fail again", "does not help", "does not mend", "そのまま送り直しても失敗", "やり直しても成功しません", "やり直しても解決しません"
    ];
    private static readonly string[] Elsewhere = ["not Dify's API", "Dify の API ではなく"];
    private static readonly string[] SwitchedOff = ["switched off", "無効、アーカイブ"];

    private static readonly int[] Statuses = [.. Enumerable.Range(300, 300)];

    private static readonly Dictionary<string, string> Others = new()
    {
        ["HTML"] = "<html><title>Forbidden</title></html>",
        ["text"] = "upstream connect error",
        ["foreign JSON"] = """{"message":"no","error":"x"}""",
        ["a foreign code"] = """{"code":102,"message":"no"}""",
        ["an empty object"] = "{}",
        ["a list"] = """["no"]""",
        ["a word"] = "\"no\"",
        ["XML"] = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
        ["a marked page"] = "\uFEFF<!doctype html>",
        ["a status object"] = """{"kind":"Status","status":"Failure","message":"no","code":403}""",
        ["a cut problem"] = """{"code":"app_unavailable","mess""",
    };

    private static IEnumerable<string> Codes
        => typeof(DifyErrorCode)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => ((DifyErrorCode)property.GetValue(null)!).Value)
            .Append("brand_new");

    public static TheoryData<string> AllCodes => [.. Codes];

    public static TheoryData<string> AllOthers => [.. Others.Keys];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(AllCodes))]
    public async Task The_advice_for_a_code_agrees_with_what_is_transient(string code)
    {
        foreach (int status in Statuses)
        {
            foreach ((CultureInfo culture, DifyApiException failure) in await FailuresAsync(
                status, $$"""{"code":"{{code}}","message":"m","status":{{status}}}"""))
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
            (await FailuresAsync(status, $$"""{"code":"{{code}}","message":"m","status":{{status}}}""")).Where(
                failure => failure.Culture == English),
            failure => Assert.Contains(advice, failure.Failure.Message, StringComparison.Ordinal));

    [Theory(Timeout = 60_000)]
    [InlineData(402, "has to be paid for first", "支払いが必要")]
    [InlineData(409, "present state", "現在の状態と合いません")]
    [InlineData(410, "Check the id", "ID と")]
    [InlineData(413, "larger than", "上限を超えています")]
    [InlineData(423, "present state", "現在の状態と合いません")]
    [InlineData(451, "for legal reasons", "法的な理由")]
    public async Task A_status_that_says_what_is_wrong_has_the_advice_that_fits(int status, string english, string japanese)
    {
        foreach ((CultureInfo culture, DifyApiException failure) in await FailuresAsync(status, """{"code":"brand_new","message":"m"}"""))
        {
            string expected = culture == English ? english : japanese;
            Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
            Assert.Contains(expected, failure.Explain(culture), StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData(402, "has to be paid for first", true)]
    [InlineData(405, "Check the base address", true)]
    [InlineData(406, "Check the base address", true)]
    [InlineData(409, "present state", false)]
    [InlineData(410, "Check the base address", true)]
    [InlineData(413, "larger than it accepts", true)]
    [InlineData(421, "Check the base address", true)]
    [InlineData(423, "present state", false)]
    [InlineData(426, "Check the base address", true)]
    [InlineData(451, "for legal reasons", true)]
    [InlineData(511, "Check the base address", true)]
    public async Task A_bare_status_has_the_advice_that_fits(int status, string advice, bool isElsewhere)
    {
        foreach ((CultureInfo culture, DifyApiException failure) in await FailuresAsync(status, string.Empty))
        {
            Assert.Equal(isElsewhere, Says(failure.Message, Elsewhere));
            Assert.False(failure.IsTransient);
            Assert.True(culture != English || failure.Message.Contains(advice, StringComparison.Ordinal), failure.Message);
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData(402, "has to be paid for first")]
    [InlineData(413, "larger than it accepts")]
    [InlineData(451, "for legal reasons")]
    public async Task A_page_before_Dify_says_what_its_status_says(int status, string advice)
        => Assert.All(
            (await FailuresAsync(status, Others["HTML"])).Where(failure => failure.Culture == English),
            failure => Assert.Contains(advice, failure.Failure.Message, StringComparison.Ordinal));

    // A problem that has no text of its own is explained by the advice itself.
    private static void AssertAgrees(DifyApiException failure, string what)
    {
        foreach (string text in new[] { failure.Message, failure.Explain(English), failure.Explain(Japanese) })
        {
            Assert.False(failure.IsTransient && Says(text, Denials), $"{what}: {text}");
            Assert.False(!failure.IsTransient && Says(text, Promises), $"{what}: {text}");
        }
    }

    private static bool Says(string text, string[] words) => words.Any(word => text.Contains(word, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<(CultureInfo Culture, DifyApiException Failure)>> FailuresAsync(int status, string body)
    {
        var failures = new List<(CultureInfo, DifyApiException)>();
        foreach (CultureInfo culture in new[] { English, Japanese })
        {
            using var scope = new CultureScope(culture.Name);
            using DifyWorkflowClient client = StubHandler.Always(status, "text/html", Encoding.UTF8.GetBytes(body))
                .CreateClient(options => options.Retry.MaxRetries = 0);
            failures.Add((culture, await Assert.ThrowsAnyAsync<DifyApiException>(() => client.GetWorkflowAppInfoAsync())));
        }

        return failures;
    }
}
