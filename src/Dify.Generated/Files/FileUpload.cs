using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

namespace Dify.Generated;

/// <summary>A file to be sent: its bytes, its name and its media type. What the server would refuse is refused here, before anything is
/// sent.</summary>
public sealed class FileUpload
{
    // The upload has a buffer of its own.
    private const int UnbufferedSize = 1;

    private readonly Func<Stream> open;
    private readonly bool isOpenedHere;
    private readonly long? start;

    private FileUpload(
        Func<Stream> open, bool isOpenedHere, long? length, long? start, string fileName, string? mediaType, string nameParameter)
    {
        ThrowIfRefused(fileName, nameParameter);
        if (mediaType is not null)
        {
            RequestCheck.HeaderValue(mediaType, nameof(mediaType), nameof(mediaType));
            if (!MediaTypeHeaderValue.TryParse(mediaType, out _))
            {
                throw new ArgumentException(ClientText.Get("MediaTypeInvalid"), nameof(mediaType));
            }
        }

        this.open = open;
        this.isOpenedHere = isOpenedHere;
        this.start = start;
        Length = length;
        FileName = fileName;
        MediaType = mediaType ?? FileMediaType.Of(fileName);
    }

    /// <summary>The name that the server gets to know; it takes the kind of the file, and so its size limit, from the extension.</summary>
    public string FileName { get; }

    /// <summary>The media type that is sent.</summary>
    public string MediaType { get; }

    /// <summary>The size in bytes; null if the stream cannot say.</summary>
    public long? Length { get; }

    /// <summary>Told the bytes that were sent so far, in the course of sending; null to tell nobody.</summary>
    public IProgress<long>? Progress { get; set; }

    internal bool CanRepeat => isOpenedHere || start is not null;

    /// <summary>A file on disk. It is opened when it is sent and closed afterwards.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="mediaType">The media type; null to take it from the extension, with Dify's own names for audio.</param>
    /// <returns>The file, ready to be sent.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty, or its file name is one that the server refuses.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileUpload FromPath(string path, string? mediaType = null)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw new ArgumentException(ClientText.Get("FileNameEmpty"), nameof(path));
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException(ClientText.Get("FileMissing"), path);
        }

        return new FileUpload(
            () => new FileStream(
                file.FullName,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                UnbufferedSize,
                FileOptions.Asynchronous | FileOptions.SequentialScan),
            isOpenedHere: true,
            file.Length,
            start: null,
            file.Name,
            mediaType,
            nameof(path));
    }

    /// <summary>A stream, read from where it stands. It stays the caller's to dispose of; one that can seek can be sent again after a
    /// failure.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="fileName">The name of the file, without a path.</param>
    /// <param name="mediaType">The media type; null to take it from the extension, with Dify's own names for audio.</param>
    /// <returns>The file, ready to be sent.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> or <paramref name="fileName"/> is null.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read, or the name is one that the server refuses.</exception>
    public static FileUpload FromStream(Stream stream, string fileName, string? mediaType = null)
    {
        if (stream is null)
        {
            throw new ArgumentNullException(nameof(stream));
        }

        if (!stream.CanRead)
        {
            throw new ArgumentException(ClientText.Get("StreamUnreadable"), nameof(stream));
        }

        long? start = stream.CanSeek ? stream.Position : null;
        return new FileUpload(
            () => stream, isOpenedHere: false, start is null ? null : stream.Length - start, start, fileName, mediaType, nameof(fileName));
    }

    /// <summary>Bytes in memory.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="fileName">The name of the file, without a path.</param>
    /// <param name="mediaType">The media type; null to take it from the extension, with Dify's own names for audio.</param>
    /// <returns>The file, ready to be sent.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="bytes"/> or <paramref name="fileName"/> is null.</exception>
    /// <exception cref="ArgumentException">The name is one that the server refuses.</exception>
    public static FileUpload FromBytes(byte[] bytes, string fileName, string? mediaType = null)
    {
        if (bytes is null)
        {
            throw new ArgumentNullException(nameof(bytes));
        }

        return new FileUpload(
            () => new MemoryStream(bytes, writable: false),
            isOpenedHere: true,
            bytes.Length,
            start: null,
            fileName,
            mediaType,
            nameof(fileName));
    }

    /// <summary>The name of the file.</summary>
    public override string ToString() => FileName;

    internal UploadContent CreateContent()
    {
        var stream = open();
        if (start is { } position)
        {
            stream.Position = position;
        }

        var content = new UploadContent(stream, isOpenedHere, Length, Progress);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(MediaType);
        return content;
    }

    internal ContentDispositionHeaderValue CreateDisposition(string part)
    {
        var disposition = new ContentDispositionHeaderValue("form-data") { Name = Quoted(part), FileName = Quoted(AsciiOnly(FileName)) };
        if (AsciiOnly(FileName) != FileName)
        {
            // Dify's server reads this form; the platform's own encoding of the plain one, it does not.
            disposition.FileNameStar = FileName;
        }

        return disposition;
    }

    private static void ThrowIfRefused(string fileName, string parameterName)
    {
        if (fileName is null)
        {
            throw new ArgumentNullException(parameterName);
        }

        if (string.IsNullOrWhiteSpace(fileName))
        {
            throw new ArgumentException(ClientText.Get("FileNameEmpty"), parameterName);
        }

        foreach (var c in fileName)
        {
            if (c is '/' or '\\')
            {
                throw new ArgumentException(ClientText.Get("FileNameHoldsPath"), parameterName);
            }
        }

        RequestCheck.Line(fileName, parameterName, parameterName);
    }

    private static string Quoted(string text) => "\"" + text + "\"";

    private static string AsciiOnly(string text)
    {
        var ascii = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            ascii.Append(c is >= ' ' and <= '~' and not '"' ? c : '_');
        }

        return ascii.ToString();
    }
}
