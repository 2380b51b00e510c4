using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify parameters</c>: the inputs that a run of the app takes, and what else it offers.</summary>
internal sealed class ParametersCommand : AnswerCommand<WorkflowAppParametersResponse>
{
    public ParametersCommand(CommandHost host)
        : base(host, "parameters", CliText.Get("ParametersDescription"))
        => Declare();

    protected override Task<WorkflowAppParametersResponse> AskAsync(
        DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => client.GetWorkflowAppParametersAsync(cancellationToken: cancellationToken);

    protected override IRenderable Show(WorkflowAppParametersResponse answer)
        => new Rows(Inputs(answer), new Text(string.Empty), Features(answer));

    private static IRenderable Inputs(WorkflowAppParametersResponse answer)
    {
        var list = new ListTable("Variable", "Label", "Kind", "Required", "Default", "Limits");
        foreach (var (kind, field) in FormFields.Of(answer))
        {
            list.Add(
                field.Variable,
                field.Label,
                kind,
                CliText.Get(field.Required == true ? "Yes" : "No"),
                field.Default is { HasValues: false } value
                    ? value.ToString()
                    : field.Default is null ? null : JsonOutput.OnOneLine(field.Default),
                Limits(field));
        }

        return list.Content;
    }

    private static string Limits(UserInputFormField field)
    {
        string?[] limits =
        [
            field.MaxLength is { } length ? CliText.Format("AtMost", length) : null,
            field.Options.Count > 0 ? string.Join(" | ", field.Options) : null,
            field.AllowedFileTypes is { Count: > 0 } types ? string.Join(", ", types) : null,
            field.AllowedFileExtensions is { Count: > 0 } extensions ? string.Join(", ", extensions) : null,
        ];
        return string.Join("; ", limits.Where(static limit => limit is not null));
    }

    private static Table Features(WorkflowAppParametersResponse answer) => new FactTable()
        .Add("OpeningStatement", answer.OpeningStatement)
        .Add("SuggestedQuestions", answer.SuggestedQuestions)
        .Add("SpeechToText", answer.SpeechToText?.Enabled)
        .Add("TextToSpeech", answer.TextToSpeech?.Enabled)
        .Add("Voice", answer.TextToSpeech?.Voice)
        .Add("FileUpload", answer.FileUpload?.Enabled)
        .Add("FileCount", answer.SystemParameters?.WorkflowFileUploadLimit)
        .Add("FileSize", Megabytes(answer.SystemParameters?.FileSizeLimit))
        .Add("ImageSize", Megabytes(answer.SystemParameters?.ImageFileSizeLimit))
        .Add("AudioSize", Megabytes(answer.SystemParameters?.AudioFileSizeLimit))
        .Add("VideoSize", Megabytes(answer.SystemParameters?.VideoFileSizeLimit))
        .Content;

    private static string? Megabytes(int? size) => size is { } known ? $"{known} MB" : null;
}
