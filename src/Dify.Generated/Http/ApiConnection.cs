using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>What every client sends its calls by: whose key, which server, which limits; how an answer is read. The clients themselves say
/// which operations there are.</summary>
internal sealed partial class ApiConnection : IDisposable, IAsyncDisposable
{
    private readonly HttpClient httpClient;
    private readonly HttpClient? ownHttpClient;

    private readonly CallSender sender;

    /// <summary>Sends by connections of its own. Nothing is opened for options that do not hold.</summary>
    public ApiConnection(DifyClientOptions options, KeyKind kind)
        : this(Checked(options, kind), DifyHttpHandler.CreateClient(), ownsHttpClient: true, share: null)
    {
    }

    /// <summary>Sends by connections of the caller's. Several clients may have something in common.</summary>
    public ApiConnection(DifyClientOptions options, KeyKind kind, HttpClient httpClient, ClientShare? share = null)
        : this(Checked(options, kind), httpClient ?? throw new ArgumentNullException(nameof(httpClient)), ownsHttpClient: false, share)
    {
    }

    private ApiConnection(
        DifyClientOptions options, HttpClient httpClient, bool ownsHttpClient, ClientShare? share, PendingStops? stops = null)
    {
        Stops = stops ?? new PendingStops();
        Options = options;
        this.httpClient = httpClient;
        ownHttpClient = ownsHttpClient ? httpClient : null;
        Share = share ?? new ClientShare(options.Retry.Budget);
        Telemetry = new ClientTelemetry(options);
        sender = new CallSender(httpClient, options, Share, PrepareRequestAsync, ProcessResponseAsync, Telemetry);
    }

    public DifyClientOptions Options { get; }

    public ClientTelemetry Telemetry { get; }

    /// <summary>What this client has in common with others.</summary>
    public ClientShare Share { get; }

    /// <summary>The runs that are being left by these connections.</summary>
    public PendingStops Stops { get; }

    /// <summary>Gives a call its check, if it is to have one.</summary>
    public Action<ApiCall>? GiveCheck { get; set; }

    /// <summary>The same connections and the same budget of repetitions with other options.</summary>
    public ApiConnection With(Action<DifyClientOptions> configure)
    {
        var changed = Options.Clone();
        (configure ?? throw new ArgumentNullException(nameof(configure)))(changed);
        DifyClientOptionsValidator.ThrowIfInvalid(changed, nameof(configure));
        return new ApiConnection(changed, httpClient, ownsHttpClient: false, Share, Stops);
    }

    /// <summary>Closes the connections as soon as nobody is being left by them any more.</summary>
    public void Dispose()
    {
        var leaving = Stops.WaitAsync();
        if (leaving.IsCompleted)
        {
            ownHttpClient?.Dispose();
        }
        else
        {
            _ = DisposeAsync().AsTask();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stops.WaitAsync().ConfigureAwait(false);
        ownHttpClient?.Dispose();
    }

    private static DifyClientOptions Checked(DifyClientOptions options, KeyKind kind)
    {
        var checkedOptions = (options ?? throw new ArgumentNullException(nameof(options))).Of(kind);
        DifyClientOptionsValidator.ThrowIfInvalid(checkedOptions, nameof(options));
        return checkedOptions.Clone();
    }

    /// <summary>Puts the key of this very client on a request, never on the shared <see cref="HttpClient"/>.</summary>
    private async ValueTask PrepareRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = Options.ApiKey;
        if (Options.ApiKeyProvider is { } provider)
        {
            key = await provider(cancellationToken).ConfigureAwait(false);
            if (key is null || !DifyClientOptionsValidator.IsKey(key))
            {
                throw new InvalidOperationException(
                    ClientText.Format(string.IsNullOrEmpty(key) ? "ApiKeyProviderEmpty" : "ApiKeyInvalid", nameof(Options.ApiKeyProvider)));
            }

            if (DifyClientOptionsValidator.KindProblem(key, Options.Kind, nameof(Options.ApiKeyProvider)) is { } problem)
            {
                throw new InvalidOperationException(problem);
            }
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("User-Agent", DifyUserAgent.Value);
        if (Options.AppId is { } appId)
        {
            request.Headers.Add(ExtraHeader.AppId, appId);
        }

        foreach (var header in Options.Headers)
        {
            request.Headers.Add(header.Key, header.Value);
        }

        // Whoever wants bodies compressed says so, in the options or as a default of the HttpClient.
        if (!request.Headers.Contains("Accept-Encoding") && !httpClient.DefaultRequestHeaders.Contains("Accept-Encoding"))
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        }
    }

    /// <summary>Lets a success through and makes of every other answer the exception that fits.</summary>
    private async Task ProcessResponseAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var problem = await ProblemMapper.ReadAsync(call, response, Options, cancellationToken).ConfigureAwait(false);
            call.AnswerText = problem.ResponseBody;
            throw problem;
        }
    }

    public Task<T> SendAsync<T>(ApiCall call, Func<ExactJsonReader, T?> read, CancellationToken cancellationToken)
    {
        GiveCheck?.Invoke(call);
        return sender.SendAsync(call, (sent, response, stop) => ReadJsonAsync(sent, response, read, stop), cancellationToken);
    }

    public Task SendAsync(ApiCall call, CancellationToken cancellationToken)
        => sender.SendAsync(call, ReadNothingAsync, cancellationToken);

    public Task<FileDownload> DownloadAsync(ApiCall call, CancellationToken cancellationToken)
        => sender.OpenAsync(call, ThrowIfNoFileAsync, (response, stop) => OpenFileAsync(call, response, stop), cancellationToken);

    private async ValueTask<FileDownload> OpenFileAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await AnswerContent.OpenAsync(response.Content, cancellationToken).ConfigureAwait(false);
            var content = new DownloadStream(body, call.Operation, Options.IdleTimeout, Options.TimeProvider);

            await ThrowIfNoFileAsync(call, response, content, cancellationToken).ConfigureAwait(false);
            return new FileDownload(response, content);
        }
        catch (IOException exception)
        {
            response.Dispose();
            throw ConnectionFailure.Map(call, exception);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task ThrowIfNoFileAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // Nothing asks for a part of a file. A stored file may be any text, and a page is then sent as an attachment. Speech is no text:
        // some servers answer a text they cannot speak with null.
        var isFile = (int)response.StatusCode is not (204 or 205 or 206) && (call.ExpectsBinaryFile
            ? !MediaType.IsJson(response.Content)
                && MediaType.Of(response.Content)?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) != true
            : !MediaType.IsHtml(response.Content) || response.Content.Headers.ContentDisposition is not null);
        if (isFile)
        {
            return;
        }

        throw await ReadOtherAsync(call, response, "NoFile", cancellationToken).ConfigureAwait(false);
    }

    // A stored file may be empty; speech and archives are not. Dify names the kind of each, and sends a page as an attachment: where
    // something on the way has left the kind out, the first bytes tell a page and a problem from a file.
    private static async Task ThrowIfNoFileAsync(
        ApiCall call, HttpResponseMessage response, DownloadStream content, CancellationToken cancellationToken)
    {
        var isNamed = MediaType.Of(response.Content) is not null || response.Content.Headers.ContentDisposition is not null;
        if (isNamed && !call.ExpectsBinaryFile)
        {
            return;
        }

        var isShort = response.Content.Headers.ContentLength <= ProblemReader.LongestHiddenProblem;
        var enough = isNamed ? 1 : isShort ? ProblemReader.LongestHiddenProblem : MediaType.LongestPageStart;
        var start = await content.PeekAsync(enough, cancellationToken).ConfigureAwait(false);
        if (!isNamed)
        {
            using var text = new DecodedText(start.Span);
            if (ProblemMapper.FindInSuccess(call, response, text.Memory) is { } problem)
            {
                throw problem;
            }
        }

        if (start.IsEmpty ? call.ExpectsBinaryFile : !isNamed && MediaType.IsPage(start.Span))
        {
            throw Unreadable(call, response, ClientText.Format("NoFile", call.Operation, MediaType.Describe(response.Content)));
        }
    }

    // A success without an answer is what the status says, unless something else has said it: a page to sign in, a problem behind it.
    private async Task<bool> ReadNothingAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode is 204 or 205)
        {
            return true;
        }

        if (MediaType.IsHtml(response.Content))
        {
            throw await ReadOtherAsync(call, response, "NotJson", cancellationToken).ConfigureAwait(false);
        }

        var bound = Options.MaxErrorBytes;
        using var body = await BoundedBody.ReadWhatComesAsync(response.Content, bound, cancellationToken).ConfigureAwait(false);
        using var content = body.Decode(MediaType.EncodingOf(response.Content));
        return ProblemMapper.FindInSuccess(call, response, content.Memory) is { } problem ? throw problem : true;
    }

    // What is of another kind than the answer may be a problem all the same, whatever its media type says.
    private async Task<DifyApiException> ReadOtherAsync(
        ApiCall call, HttpResponseMessage response, string text, CancellationToken cancellationToken)
    {
        var message = ClientText.Format(text, call.Operation, MediaType.Describe(response.Content));
        if (!ProblemMapper.MayFindInSuccess(response))
        {
            return Unreadable(call, response, message);
        }

        using var body = await BoundedBody.ReadWhatComesAsync(
            response.Content, Options.MaxErrorBytes, cancellationToken).ConfigureAwait(false);
        using var content = body.Decode(MediaType.EncodingOf(response.Content));
        return ProblemMapper.FindInSuccess(call, response, content.Memory) ?? Unreadable(call, response, message, content.Memory);
    }

    private async Task<T> ReadJsonAsync<T>(
        ApiCall call, HttpResponseMessage response, Func<ExactJsonReader, T?> read, CancellationToken cancellationToken)
    {
        if (MediaType.Of(response.Content) is not null && !MediaType.IsJson(response.Content))
        {
            throw await ReadOtherAsync(call, response, "NotJson", cancellationToken).ConfigureAwait(false);
        }

        using var body = await BoundedBody.ReadAsync(response.Content, Options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        if (body.IsCut)
        {
            var limit = Options.MaxResponseBytes;
            throw Unreadable(call, response, ClientText.Format("TooLarge", call.Operation, limit, nameof(Options.MaxResponseBytes)));
        }

        using var text = body.Decode(MediaType.EncodingOf(response.Content));
        var start = text.Memory.Slice(0, Math.Min(text.Memory.Length, Options.MaxErrorBytes));
        if (Options.OnResponse is not null)
        {
            call.AnswerText = text.Memory.ToString();
        }

        if (ProblemMapper.FindInSuccess(call, response, text.Memory) is { } failure)
        {
            throw failure;
        }

        try
        {
            var answer = DifyJson.Read(text.Memory, read)
                ?? throw Unreadable(
                    call, response, ClientText.Format("NotTheShape", call.Operation, MediaType.Describe(response.Content)), start);
            return ProblemMapper.MissingIn(answer, text.Memory) is { } member
                ? throw ProblemMapper.Incomplete(call, (int)response.StatusCode, member, text.Memory, start)
                : answer;
        }
        catch (JsonException exception)
        {
            var name = exception is JsonReaderException ? "NotJson" : "NotTheShape";
            var message = ClientText.Format(name, call.Operation, MediaType.Describe(response.Content));
            throw Unreadable(call, response, message, start, exception);
        }
    }

    private static DifyProtocolException Unreadable(
        ApiCall call, HttpResponseMessage response, string message, ReadOnlyMemory<char> body = default, JsonException? cause = null)
        => new(
            message,
            new DifyFailure(call.Operation)
            {
                StatusCode = (int)response.StatusCode,
                ResponseBody = body.IsEmpty ? null : body.ToString(),
            },
            cause is null ? null : JsonFailure.WithoutText(cause));
}
