using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>
/// One call of one operation, as its generated method describes it. Everything a caller gives is checked here, before anything is sent; a
/// request is made from it for each try.
/// </summary>
internal sealed class ApiCall
{
    private const string AnyOther = ", */*; q=0.5";

    private static readonly CacheControlHeaderValue NoCache = new() { NoCache = true };

    private readonly StringBuilder address = new(64);
    private readonly HttpMethod method;
    private readonly string accept;
    private List<KeyValuePair<string, string>>? headers;
    private bool hasQuery;
    private object? body;
    private string? bodyParameter;
    private Dictionary<string, string>? bodyMembers;
    private byte[]? json;
    private FormBody? form;

    public ApiCall(string operation, string method, string accept, Repeat repeat)
    {
        Operation = operation;
        GenAiOperation = operation;
        Repeat = repeat;
        this.method = method switch
        {
            "GET" => HttpMethod.Get,
            "POST" => HttpMethod.Post,
            _ => new HttpMethod(method),
        };
        this.accept = accept;
    }

    /// <summary>The id of the operation in the documents.</summary>
    public string Operation { get; }

    /// <summary>The operation as the conventions for spans and measurements call it: by a word of theirs, or by its id.</summary>
    public string GenAiOperation { get; set; }

    /// <summary>The span of the call; null if nobody listens.</summary>
    public Activity? Span { get; set; }

    /// <summary>The HTTP status that the last try was answered with; 0 if it was not.</summary>
    public int StatusCode { get; set; }

    /// <summary>Whether the server may have seen the last try: its body was asked for, or an answer came. A refusal ends it.</summary>
    public bool MayHaveArrived { get; set; }

    /// <summary>The answer to the last try; null if there was none. It may be disposed of, which leaves its headers as they are.</summary>
    public HttpResponseMessage? Answer { get; set; }

    /// <summary>The text of that answer; null if it was not kept.</summary>
    public string? AnswerText { get; set; }

    /// <summary>The answer as callers see it.</summary>
    public DifyResponse Response => DifyResponse.Of(Operation, Answer!, AnswerText);

    /// <summary>When the call may be sent again.</summary>
    public Repeat Repeat { get; set; }

    /// <summary>
    /// Whether the documents say of what kind the file is that the call is answered with, and that it is no text: then text, JSON and
    /// nothing at all are no such file.
    /// </summary>
    public bool ExpectsBinaryFile { get; set; }

    /// <summary>The HTTP method.</summary>
    public string Method => method.Method;

    /// <summary>Whether the answer is to be a stream of events.</summary>
    public bool IsForEvents => accept == MediaType.EventStream;

    /// <summary>What the call has as its body; null if it has none, or a form.</summary>
    public object? Body => body;

    /// <summary>The parameter that the body was passed as; null if there is none.</summary>
    public string? BodyParameter => bodyParameter;

    /// <summary>Whether inputs are checked before they are sent; null as the client's options say.</summary>
    public bool? ChecksInputs { get; set; }

    /// <summary>What has to pass before the call is sent; null for nothing.</summary>
    public ICallCheck? Check { get; set; }

    /// <summary>Whether nobody waits for the answer any more, so that the call is not sent again.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>
    /// Whether a server that refuses the body had better say so before all of it is sent. One that does not know the question costs a
    /// second, which a small file is not worth.
    /// </summary>
    public bool HasLargeBody => form is { IsLarge: true };

    /// <summary>Whether the call may be sent a second time: somebody still wants it, and the body can be had again.</summary>
    public bool CanRepeat => !IsAbandoned && (form?.CanRepeat ?? true);

    /// <summary>The failure of a stream that the caller gave to be uploaded; null if none failed.</summary>
    public Exception? SourceFailure => form?.SourceFailure;

    /// <summary>Takes note of how the call, or what it began, failed.</summary>
    public void NoteRefusal(Exception failure)
    {
        if (failure is DifyInvalidRequestException)
        {
            Check?.NoteRefusal();
        }
    }

    public void Path(string literal) => address.Append(literal);

    public void Segment(string? value, string parameterName) => address.Append(PathSegment.Encode(value, parameterName));

    public void UuidSegment(string value, string parameterName)
    {
        Segment(value, parameterName);
        RequestCheck.Uuid(value, parameterName);
    }

    /// <summary>A list in one segment; a comma inside an item is escaped, so the server tells the two apart.</summary>
    public void Segment(TextList? values, string parameterName)
    {
        RequestCheck.Given(values, parameterName);
        address.Append(Joined(values!, ",", item => PathSegment.Encode(item, parameterName)));
    }

    public void Query(string name, string? value, string parameterName)
    {
        if (value is not null)
        {
            RequestCheck.Line(value, name, parameterName);
            AddQuery(name, Uri.EscapeDataString(value));
        }
    }

    public void Query(string name, IEnumerable<string>? values, string parameterName)
    {
        foreach (var value in values ?? [])
        {
            Query(name, value, parameterName);
        }
    }

    public void Query(string name, TextList? values, string parameterName)
    {
        if (values is { Items.Count: > 0 })
        {
            var separator = values.Separator == "," ? "," : Uri.EscapeDataString(values.Separator);
            AddQuery(name, Joined(values, separator, item =>
            {
                RequestCheck.Line(item, name, parameterName);
                RequestCheck.HoldsNot(values.Separator == "," ? null : values.Separator, item, name, parameterName);
                return Uri.EscapeDataString(item);
            }));
        }
    }

    public void Header(string name, string? value, string parameterName)
    {
        if (value is not null)
        {
            RequestCheck.HeaderValue(value, name, parameterName);
            (headers ??= []).Add(new KeyValuePair<string, string>(name, value));
        }
    }

    public void Header(string name, TextList? values, string parameterName)
    {
        if (values is { Items.Count: > 0 })
        {
            Header(name, Joined(values, ",", item =>
            {
                RequestCheck.HoldsNot(",", item, name, parameterName);
                return item;
            }), parameterName);
        }
    }

    public void JsonBody(object value, string parameterName)
    {
        body = value ?? throw new ArgumentNullException(parameterName);
        bodyParameter = parameterName;
        (value as IRequestBody)?.ThrowIfIncomplete(parameterName);
    }

    /// <summary>Throws if the body asks for what the method cannot read: a run must not be started in vain.</summary>
    /// <param name="mode">What the body asks for; null for whatever the method reads.</param>
    /// <param name="member">The member of the body that says so.</param>
    /// <param name="other">The method that reads the other kind of answer.</param>
    /// <param name="parameterName">The parameter that the body was passed as.</param>
    public void ThrowIfOtherAnswer(string? mode, string member, string other, string parameterName)
    {
        if (mode == (IsForEvents ? "blocking" : "streaming"))
        {
            throw new ArgumentException(
                ClientText.Format(IsForEvents ? "StreamingCannotBlock" : "BlockingCannotStream", member, other), parameterName);
        }
    }

    /// <summary>Sets a member of the body that decides how the server answers, whatever the caller's object says.</summary>
    public void SetInBody(string member, string value) =>
        (bodyMembers ??= new Dictionary<string, string>(StringComparer.Ordinal))[member] = value;

    public void FormPart(string name, FileUpload? file, string parameterName)
    {
        form ??= new FormBody();
        if (file is not null)
        {
            form.Add(name, file);
        }
    }

    public void FormPart(string name, string? value, string parameterName) => (form ??= new FormBody()).Add(name, value, parameterName);

    /// <summary>A part that holds JSON.</summary>
    public void FormPart(string name, IRequestBody? value, string parameterName)
    {
        value?.ThrowIfIncomplete(parameterName);
        (form ??= new FormBody()).AddJson(name, value);
    }

    public void FormPart(string name, IEnumerable<string>? values, string parameterName)
    {
        foreach (var value in values ?? [])
        {
            FormPart(name, value, parameterName);
        }
    }

    /// <summary>Makes the request of one try.</summary>
    /// <param name="baseAddress">The address of the API, with its last slash.</param>
    /// <param name="mayRepeat">Whether handlers of the host may send it again.</param>
    /// <param name="asksFirst">Whether the body is asked for before it is sent.</param>
    public HttpRequestMessage CreateRequest(Uri baseAddress, bool mayRepeat, bool asksFirst)
    {
        var request = new HttpRequestMessage(method, new Uri(baseAddress.AbsoluteUri + address));
        var permit = new SendPermit(Operation, mayRepeat);
        permit.PutOn(request);

        // What a file turns out to be is the server's choice; an error is always JSON. Nothing of the caller's is in this header, so it
        // need not be taken apart and put together again.
        request.Headers.TryAddWithoutValidation("Accept", accept is MediaType.EventStream or MediaType.Json ? accept : accept + AnyOther);
        if (accept == MediaType.EventStream)
        {
            request.Headers.CacheControl = NoCache;
        }

        foreach (var header in headers ?? [])
        {
            request.Headers.Add(header.Key, header.Value);
        }

        if (CreateContent() is { } content)
        {
            request.Content = new AddressedContent(Operation, request, content, permit, () => MayHaveArrived = true);
        }

        if (asksFirst)
        {
            request.Headers.ExpectContinue = true;
        }

        return request;
    }

    private void AddQuery(string name, string escaped)
    {
        address.Append(hasQuery ? '&' : '?').Append(Uri.EscapeDataString(name)).Append('=').Append(escaped);
        hasQuery = true;
    }

    private static string Joined(TextList values, string separator, Func<string, string> write) =>
        string.Join(separator, values.Items.Select(write));

    private HttpContent? CreateContent()
    {
        if (form is not null)
        {
            return form.CreateContent();
        }

        if (body is null)
        {
            return null;
        }

        json ??= WriteBody();
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType.Json);
        return content;
    }

    private byte[] WriteBody()
    {
        try
        {
            return DifyJson.Write(body!, bodyMembers);
        }
        catch (JsonWriterException exception)
        {
            throw new ArgumentException(exception.Message, bodyParameter, exception);
        }
    }
}
