using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Output;

/// <summary>Moves files between this machine and the server under a bar.</summary>
internal static class FileTransfers
{
    public static Task<FileUploadResponse> UploadAsync(Terminal terminal, DifyWorkflowClient client, string path, string user, CancellationToken cancellationToken)
        => SendAsync(terminal, path, file => client.UploadWorkflowFileAsync(file: file, user: user, cancellationToken: cancellationToken));

    public static Task<AudioToTextResponse> TranscribeAsync(Terminal terminal, DifyWorkflowClient client, string path, string user, CancellationToken cancellationToken)
        => SendAsync(terminal, path, file => client.WorkflowAudioToTextAsync(file: file, user: user, cancellationToken: cancellationToken));

    /// <summary>Writes a download to a file and says what came.</summary>
    public static async Task SaveAsync(Terminal terminal, FileDownload download, string path, bool asJson, CancellationToken cancellationToken)
    {
        var saved = await TransferProgress.ShowAsync(terminal, path, download.Length, async progress =>
        {
            await download.SaveAsync(path, progress, cancellationToken);
            return new FileInfo(path);
        });
        if (asJson)
        {
            terminal.WriteJson(new JObject { ["path"] = saved.FullName, ["size"] = saved.Length, ["mime_type"] = download.MediaType });
            return;
        }

        terminal.Write(new FactTable().Add("File", saved.FullName).Add("Bytes", saved.Length).Add("MediaType", download.MediaType).Content);
    }

    private static Task<TAnswer> SendAsync<TAnswer>(Terminal terminal, string path, Func<FileUpload, Task<TAnswer>> send)
    {
        var file = FileUpload.FromPath(path);
        return TransferProgress.ShowAsync(terminal, file.FileName, file.Length, progress =>
        {
            file.Progress = progress;
            return send(file);
        });
    }
}
