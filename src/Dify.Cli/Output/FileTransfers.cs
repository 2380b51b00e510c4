using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Settings;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Output;

/// <summary>Moves files between this machine and the server under a bar.</summary>
internal static class FileTransfers
{
    public static Task<FileUploadResponse> UploadAsync(
        Terminal terminal,
        FileUpload file,
        Func<FileUpload, CancellationToken, Task<FileUploadResponse>> upload,
        CancellationToken cancellationToken)
        => SendAsync(terminal, file, sent => upload(sent, cancellationToken));

    public static Task<FileUploadResponse> UploadAsync(
        Terminal terminal, DifyWorkflowClient client, FileUpload file, string user, CancellationToken cancellationToken)
        => SendAsync(
            terminal, file, upload => client.UploadWorkflowFileAsync(file: upload, user: user, cancellationToken: cancellationToken));

    public static Task<AudioToTextResponse> TranscribeAsync(
        Terminal terminal, DifyWorkflowClient client, FileUpload file, string user, CancellationToken cancellationToken)
        => SendAsync(
            terminal, file, upload => client.WorkflowAudioToTextAsync(file: upload, user: user, cancellationToken: cancellationToken));

    /// <summary>A file of this machine, or what is piped in, which has to be given a name: a server knows kinds of files by them.</summary>
    /// <exception cref="UsageException">What is piped in has no name, or a file has another.</exception>
    public static FileUpload Source(Terminal terminal, string path, string? name)
    {
        if (path == StandardStream.Name)
        {
            return FileUpload.FromStream(
                terminal.OpenInput(), name ?? throw new UsageException(CliText.Format("InputNeedsName", "--name")));
        }

        return name is null ? FileUpload.FromPath(path) : throw new UsageException(CliText.Format("NameIsForInput", "--name"));
    }

    /// <summary>Writes a download to a file and says what came, or pipes it on and says nothing else.</summary>
    public static async Task SaveAsync(
        Terminal terminal, FileDownload download, string path, bool asJson, CancellationToken cancellationToken)
    {
        if (path == StandardStream.Name)
        {
            await using var output = terminal.OpenOutput();
            await download.Content.CopyToAsync(output, cancellationToken);
            return;
        }

        var saved = await TransferProgress.ShowAsync(terminal, path, download.Length, async progress =>
        {
            try
            {
                await download.SaveAsync(path, progress, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException(CliText.Format("FileUnwritable", path, exception.Message), exception);
            }

            return new FileInfo(path);
        });
        if (asJson)
        {
            terminal.WriteJson(new JObject { ["path"] = saved.FullName, ["size"] = saved.Length, ["mime_type"] = download.MediaType });
            return;
        }

        terminal.Write(new FactTable().Add("File", saved.FullName).Add("Bytes", saved.Length).Add("MediaType", download.MediaType).Content);
    }

    /// <summary>Sends a file under a bar, however it is sent.</summary>
    public static Task<TAnswer> SendAsync<TAnswer>(Terminal terminal, FileUpload file, Func<FileUpload, Task<TAnswer>> send)
        => TransferProgress.ShowAsync(terminal, file.FileName, file.Length, progress =>
        {
            file.Progress = progress;
            return send(file);
        });
}
