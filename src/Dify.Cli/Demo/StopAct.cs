using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Generated;
using Dify.Generated.Testing;

namespace Dify.Cli.Demo;

/// <summary>The stop call by itself: what goes over the wire, what comes back, and what becomes of its problem codes.</summary>
internal sealed class StopAct : DemonstrationAct
{
    private const string Path = "/workflows/tasks/{task_id}/stop";

    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("ja")];

    public override string Title => CliText.Get("StopActTitle");

    public override string Explanation => CliText.Get("StopActExplanation");

    public override async Task PlayAsync(DemonstrationStage stage, CancellationToken cancellationToken)
    {
        var taskId = Guid.NewGuid().ToString();
        var done = await stage.Client.StopWorkflowTaskGenerationAsync(taskId, User, cancellationToken);
        stage.ShowRequest();
        stage.Fact(CliText.Get("Result"), done.Result);
        stage.Require(done.Result == "success");

        stage.Explain(CliText.Get("StopActProblems"));
        await ProvokeAsync(stage, taskId, DifyErrorCode.NotWorkflowApp, "The app is not a workflow app.", cancellationToken);
        await ProvokeAsync(stage, taskId, DifyErrorCode.InvalidParam, "A parameter is missing or invalid.", cancellationToken);
        stage.SkipRequests();
    }

    private static async Task ProvokeAsync(
        DemonstrationStage stage, string taskId, DifyErrorCode code, string message, CancellationToken cancellationToken)
    {
        stage.Server.RespondOnce("POST", Path, TestReply.Problem(400, code.Value, message));
        try
        {
            await stage.Client.StopWorkflowTaskGenerationAsync(taskId, User, cancellationToken);
        }
        catch (DifyApiException problem)
        {
            stage.Fact(CliText.Get("ProblemCode"), $"{problem.StatusCode} {problem.Code}");
            stage.Fact("  " + CliText.Get("ExceptionType"), problem.GetType().Name);
            stage.Fact("  " + CliText.Get("Message"), problem.Message);
            foreach (var language in Languages)
            {
                stage.Fact("  " + language.NativeName, problem.Explain(language));
            }

            stage.Require(problem is DifyInvalidRequestException && problem.Code == code);
            return;
        }

        stage.Require(false);
    }
}
