using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Doctor;

/// <summary>Whether the app is published, which inputs it wants, and how large files may be: apps of every kind say it alike.</summary>
internal sealed class AppCheck(DifyWorkflowClient client)
{
    public async Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var parameters = await client.GetWorkflowAppParametersAsync(cancellationToken: cancellationToken);
            return [Finding.Ok(Checks.Published, CliText.Get("DoctorPublished")), InputsOf(parameters), FilesOf(parameters)];
        }
        catch (DifyApiException problem) when (problem.Code == DifyErrorCode.AppUnavailable)
        {
            return [Finding.Error(Checks.Published, CliText.Get("DoctorUnpublished"), CliText.Get("DoctorPublishRemedy"))];
        }
        catch (DifyApiException problem)
        {
            var report = FailureReport.Of(problem);
            return [Finding.Error(Checks.Published, report.Message) with { IsOfConnection = report.ExitCode == ExitCode.Connection }];
        }
    }

    private static Finding InputsOf(WorkflowAppParametersResponse parameters)
    {
        var fields = FormFields.Of(parameters).ToList();
        if (fields.Count == 0)
        {
            return Finding.Note(Checks.Inputs, CliText.Get("DoctorNoInputs")) with { Facts = new JObject { ["inputs"] = new JArray() } };
        }

        var texts = new List<string>();
        var facts = new JArray();
        foreach (var (kind, field) in fields)
        {
            var isRequired = field.Required == true;
            texts.Add(CliText.Format(isRequired ? "DoctorRequiredInput" : "DoctorOptionalInput", field.Variable, kind));
            facts.Add(new JObject { ["name"] = field.Variable, ["kind"] = kind, ["required"] = isRequired });
        }

        return Finding.Note(Checks.Inputs, CliText.Format("DoctorInputs", string.Join(CliText.Get("DetailSeparator"), texts))) with
        {
            Facts = new JObject { ["inputs"] = facts },
        };
    }

    private static Finding FilesOf(WorkflowAppParametersResponse parameters)
    {
        if (parameters.SystemParameters is not { } limits)
        {
            return Finding.Unchecked(Checks.Files, CliText.Get("DoctorNoLimits"));
        }

        (string Name, string Text, int? Value, string Unit)[] known =
        [
            ("files_per_run", "FileCount", limits.WorkflowFileUploadLimit, string.Empty),
            ("file_megabytes", "FileSize", limits.FileSizeLimit, " MB"),
            ("image_megabytes", "ImageSize", limits.ImageFileSizeLimit, " MB"),
            ("audio_megabytes", "AudioSize", limits.AudioFileSizeLimit, " MB"),
            ("video_megabytes", "VideoSize", limits.VideoFileSizeLimit, " MB"),
        ];
        var given = known.Where(static limit => limit.Value is not null).ToList();
        var texts = given.Select(static limit => $"{CliText.Get(limit.Text)} {limit.Value}{limit.Unit}");
        return Finding.Note(Checks.Files, string.Join(CliText.Get("DetailSeparator"), texts), CliText.Get("DoctorFilesRemedy")) with
        {
            Facts = new JObject(given.Select(static limit => new JProperty(limit.Name, limit.Value))),
        };
    }
}
