using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Newtonsoft.Json.Linq;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify meta</c>: the icons of the tools that the app uses.</summary>
internal sealed class MetaCommand : AnswerCommand<AppMetaResponse>
{
    public MetaCommand(CommandHost host)
        : base(host, "meta", CliText.Get("MetaDescription"))
        => Declare();

    protected override Task<AppMetaResponse> AskAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => client.GetWorkflowAppMetaAsync(cancellationToken: cancellationToken);

    protected override IRenderable Show(AppMetaResponse answer)
    {
        var list = new ListTable("Tool", "Icon");
        foreach (var (tool, icon) in answer.ToolIcons ?? new Dictionary<string, JToken>())
        {
            list.Add(tool, icon.Type == JTokenType.String ? (string?)icon : JsonOutput.OnOneLine(icon));
        }

        return list.Content;
    }
}
