using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>A file that the server sends: its bytes as they come, its media type and its name. Dispose of it to close the
/// connection.</summary>
public sealed class FileDownload : IDisposable, IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly HttpResponseMessage response;

    internal FileDownload(HttpResponseMessage response, Stream content)
    {
        this.response = response;
        Content = content;
    }

    /// <summary>The bytes, read from the connection as they come.</summary>
    public Stream Content { get; }

    /// <summary>The media type that the server names, such as <c>audio/mpeg</c>; null if it names none.</summary>
    public string? MediaType => Dify.Generated.MediaType.Of(response.Content);

    /// <summary>
    /// The size in bytes; null if the server does not say, as with audio that is still being made and with files that were compressed for
    /// the way.
    /// </summary>
    public long? Length => ContentCodings.IsCoded(response.Content) ? null : response.Content.Headers.ContentLength;

    /// <summary>
    /// The name that the server gives the file, safe to be put behind a folder: without any path, with <c>_</c> in place of characters that
    /// file names cannot hold and before names of devices, and never hidden; null if the server gives none.
    /// </summary>
    public string? FileName => DownloadName.Of(HeaderFileName.FileName(response.Content.Headers));

    /// <summary>Writes the file to disk: whole or not at all, over an existing file of that name.</summary>
    /// <param name="path">Where to write it.</param>
    /// <param name="progress">Told the bytes that were written so far; null to tell nobody.</param>
    /// <param name="cancellationToken">Stops writing; nothing is left behind then.</param>
    /// <returns>A task that ends when the file is complete.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The connection broke, or the file cannot be written.</exception>
    public async Task SaveAsync(string path, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw new ArgumentException(ClientText.Get("FileNameEmpty"), nameof(path));
        }

        var partial = path + ".partial-" + Guid.NewGuid().ToString("N");
        try
        {
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, useAsync: true))
            {
                await CopyAsync(file, progress, cancellationToken).ConfigureAwait(false);
            }

            if (File.Exists(path))
            {
                File.Replace(partial, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(partial, path);
            }
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        Content.Dispose();
        response.Dispose();
    }

    /// <summary>Closes the connection.</summary>
    /// <returns>A task that ends when it is closed.</returns>
#if NETSTANDARD2_0
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
#else
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync().ConfigureAwait(false);
        response.Dispose();
    }
#endif

    private async Task CopyAsync(Stream target, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        long written = 0;
        int count;
        while ((count = await Content.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            await target.WriteAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
            written += count;
            progress?.Report(written);
        }
    }
}
