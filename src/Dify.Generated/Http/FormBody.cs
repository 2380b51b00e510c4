using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text;

namespace Dify.Generated;

/// <summary>The parts of a multipart form.</summary>
internal sealed class FormBody
{
    private const long LargeBytes = 1 << 20;

    private readonly List<KeyValuePair<string, string>> texts = [];
    private readonly List<KeyValuePair<string, FileUpload>> files = [];
    private readonly List<UploadContent> sending = [];

    /// <summary>Whether a file is large, or may be because nobody knows its length.</summary>
    public bool IsLarge => files.Exists(static file => file.Value.Length is null or >= LargeBytes);

    /// <summary>Whether each file can be read a second time.</summary>
    public bool CanRepeat => files.TrueForAll(static file => file.Value.CanRepeat);

    /// <summary>The failure of a stream that the caller gave, in the last try; null if none failed.</summary>
    public Exception? SourceFailure => sending.Find(static content => content.SourceFailure is not null)?.SourceFailure;

    public void Add(string name, FileUpload file) => files.Add(new KeyValuePair<string, FileUpload>(name, file));

    public void Add(string name, string? value, string parameterName)
    {
        if (value is not null)
        {
            RequestCheck.Member(value, name, parameterName);
            texts.Add(new KeyValuePair<string, string>(name, value));
        }
    }

    public void AddJson(string name, IRequestBody? value)
    {
        if (value is not null)
        {
            texts.Add(new KeyValuePair<string, string>(name, Encoding.UTF8.GetString(DifyJson.Write(value, null))));
        }
    }

    public HttpContent CreateContent()
    {
        var form = new MultipartFormDataContent();
        foreach (var text in texts)
        {
            form.Add(new StringContent(text.Value, Encoding.UTF8), text.Key);
        }

        sending.Clear();
        foreach (var file in files)
        {
            var content = file.Value.CreateContent();
            sending.Add(content);
            content.Headers.ContentDisposition = file.Value.CreateDisposition(file.Key);
            form.Add(content);
        }

        return form;
    }
}
