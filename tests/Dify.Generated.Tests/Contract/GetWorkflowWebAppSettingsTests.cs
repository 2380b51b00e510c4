using System;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Contract;

public sealed class GetWorkflowWebAppSettingsTests(ContractServer server) : IClassFixture<ContractServer>
{
    private const string Method = "GET";
    private const string Path = "/site";

    private readonly OperationContract contract = new(server, Method, Path);

    public static TheoryData<int, string, Type> Problems => new()
    {
        { 400, "invalid_param", typeof(DifyInvalidRequestException) },
        { 401, "unauthorized", typeof(DifyAuthenticationException) },
        { 403, "forbidden", typeof(DifyPermissionException) },
        { 405, "method_not_allowed", typeof(DifyInvalidRequestException) },
        { 500, "unknown", typeof(DifyServerException) },
        { 502, "plugin_runtime_error", typeof(DifyServerException) },
    };

    [Fact(Timeout = 30_000)]
    public async Task Every_member_is_read()
    {
        contract.AnswersInFull(
            200,
            """
            {"title": "Translate", "chat_color_theme": "#abc", "chat_color_theme_inverted": true, "icon_type": "emoji", "icon": "🌞", "icon_background": "#fff",
             "icon_url": "https://a/i.png", "description": "Translates.", "copyright": "Anna", "privacy_policy": "https://a/p", "input_placeholder": "Text",
             "custom_disclaimer": "None.", "default_language": "ja-JP", "show_workflow_steps": true, "use_icon_as_answer_icon": false}
            """);
        WebAppSettingsResponse site = await contract.Client.GetWorkflowWebAppSettingsAsync();

        ContractRequest request = contract.Sent();
        Assert.Equal("/v1/site", request.Path);
        Assert.Empty(request.Query);
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Empty(UnnamedMembers.Of(site));
        Assert.Equal(("Translate", "#abc", true), (site.Title, site.ChatColorTheme, site.ChatColorThemeInverted));
        Assert.Equal(
            (WebAppIconType.Emoji, "🌞", "#fff", "https://a/i.png"), (site.IconType, site.Icon, site.IconBackground, site.IconUrl));
        Assert.Equal(("Translates.", "Anna", "https://a/p"), (site.Description, site.Copyright, site.PrivacyPolicy));
        Assert.Equal(("Text", "None.", "ja-JP"), (site.InputPlaceholder, site.CustomDisclaimer, site.DefaultLanguage));
        Assert.Equal((true, false), (site.ShowWorkflowSteps, site.UseIconAsAnswerIcon));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_was_never_set_is_null()
    {
        contract.Answers(
            200,
            """
            {"title": "", "chat_color_theme": null, "icon_type": null, "icon": null, "icon_background": null, "icon_url": null, "description": null, "copyright": null,
             "privacy_policy": null, "input_placeholder": null, "custom_disclaimer": null}
            """);
        WebAppSettingsResponse site = await contract.Client.GetWorkflowWebAppSettingsAsync();

        Assert.Empty(site.Title);
        Assert.Equal((null, null, null, null), (site.IconType, site.Icon, site.Description, site.ShowWorkflowSteps));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Problems))]
    public Task A_listed_problem_becomes_its_exception(int status, string code, Type exception)
        => contract.ProblemAsync(status, code, exception, client => client.GetWorkflowWebAppSettingsAsync());

    [Fact]
    public void No_listed_problem_is_left_out() => ProblemList.IsThatOfTheDocuments(Problems, Method, Path);
}
