using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify site</c>: how the app's own web page is set up.</summary>
internal sealed class SiteCommand : AnswerCommand<WebAppSettingsResponse>
{
    public SiteCommand(CommandHost host)
        : base(host, "site", CliText.Get("SiteDescription"))
        => Declare();

    protected override Task<WebAppSettingsResponse> AskAsync(
        DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => client.GetWorkflowWebAppSettingsAsync(cancellationToken: cancellationToken);

    protected override IRenderable Show(WebAppSettingsResponse answer) => new FactTable()
        .Add("Title", answer.Title)
        .Add("Description", answer.Description)
        .Add("DefaultLanguage", answer.DefaultLanguage)
        .Add("Icon", answer.Icon)
        .Add("IconKind", answer.IconType?.Value)
        .Add("IconBackground", answer.IconBackground)
        .Add("IconAddress", answer.IconUrl)
        .Add("UseIconAsAnswerIcon", answer.UseIconAsAnswerIcon)
        .Add("ColorTheme", answer.ChatColorTheme)
        .Add("ColorThemeInverted", answer.ChatColorThemeInverted)
        .Add("ShowWorkflowSteps", answer.ShowWorkflowSteps)
        .Add("InputPlaceholder", answer.InputPlaceholder)
        .Add("Copyright", answer.Copyright)
        .Add("PrivacyPolicy", answer.PrivacyPolicy)
        .Add("Disclaimer", answer.CustomDisclaimer)
        .Content;
}
