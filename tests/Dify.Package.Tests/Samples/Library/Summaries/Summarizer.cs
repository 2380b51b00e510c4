using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated;

namespace Summaries;

/// <summary>Summarizes files with a workflow that takes one file, <c>document</c>, and gives a <c>summary</c>.</summary>
public sealed class Summarizer(IDifyWorkflowClient client, string user)
{
    /// <summary>Uploads a file and summarizes it.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>The summary.</returns>
    /// <exception cref="InvalidDataException">The workflow failed, or gave no summary.</exception>
    public async Task<string> SummarizeAsync(string path, CancellationToken cancellationToken = default)
    {
        FileUploadResponse upload = await client.UploadWorkflowFileAsync(
            FileUpload.FromPath(path), user, cancellationToken).ConfigureAwait(false);
        WorkflowInputs inputs = new WorkflowInputs().SetFile("document", InputFileObject.FromUpload(upload));
        WorkflowRun run = await client.StartWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = inputs, User = user }, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable disposal = run.ConfigureAwait(false);
        WorkflowOutcome outcome = await run.WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome.IsSuccess && outcome.Outputs?["summary"] is { } summary
            ? summary.ToString()
            : throw new InvalidDataException($"The run {outcome.WorkflowRunId} ended as {outcome.Status} without a summary.");
    }
}
