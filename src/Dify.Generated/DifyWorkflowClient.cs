using System;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;

namespace Dify.Generated;

// The thin half of the client: what the documents cannot say. The operations are in Generated/, one method each.
public partial class DifyWorkflowClient : IDisposable
{
    private readonly DifyClientOptions options;
    private readonly HttpClient httpClient;
    private readonly HttpClient? ownHttpClient;
    private readonly ClientShare share;
    private readonly ClientTelemetry telemetry;
    private readonly CallSender sender;

    /// <summary>Makes a client with a connection pool of its own. Make one per app and keep it; dispose of it when the process no longer needs it.</summary>
    /// <param name="options">Whose key, which server, which limits.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is missing or wrong; the message names it and the remedy.</exception>
    public DifyWorkflowClient(DifyClientOptions options)
        : this(options, DifyHttpHandler.CreateClient(options), ownsHttpClient: true, share: null)
    {
    }

    /// <summary>
    /// Makes a client on an <see cref="HttpClient"/> that the caller owns, for instance one from a factory. Its handler must not follow redirects
    /// (see <see cref="DifyHttpHandler.Create"/>): a call whose answer comes from elsewhere fails. If it follows one all the same, the platform takes the key off, and the client
    /// does not let the body go; headers that the caller adds, and the body on .NET Framework, are out of its hands. Its base address is not used; its default headers are sent
    /// where the client sets no such header itself, and are never changed.
    /// </summary>
    /// <param name="options">Whose key, which server, which limits.</param>
    /// <param name="httpClient">What sends the requests. Its own timeout applies too.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An option is missing or wrong; the message names it and the remedy.</exception>
    public DifyWorkflowClient(DifyClientOptions options, HttpClient httpClient)
        : this(options, httpClient, ownsHttpClient: false, share: null)
    {
    }

    /// <summary>Makes one of several clients that have something in common.</summary>
    internal DifyWorkflowClient(DifyClientOptions options, HttpClient httpClient, ClientShare share)
        : this(options, httpClient, ownsHttpClient: false, share)
    {
    }

    private DifyWorkflowClient(DifyClientOptions options, HttpClient httpClient, bool ownsHttpClient, ClientShare? share)
    {
        if (options is null)
        {
            throw new ArgumentNullException(nameof(options));
        }

        if (httpClient is null)
        {
            throw new ArgumentNullException(nameof(httpClient));
        }

        DifyClientOptionsValidator.ThrowIfInvalid(options, nameof(options));
        this.options = options.Clone();
        this.httpClient = httpClient;
        ownHttpClient = ownsHttpClient ? httpClient : null;
        this.share = share ?? new ClientShare(options.Retry.Budget);
        telemetry = new ClientTelemetry(this.options);
        sender = new CallSender(httpClient, this.options, this.share.Budget, PrepareRequestAsync, ProcessResponseAsync, telemetry);
    }

    /// <inheritdoc/>
    public virtual IDifyWorkflowClient WithOptions(Action<DifyClientOptions> configure)
    {
        var changed = options.Clone();
        (configure ?? throw new ArgumentNullException(nameof(configure)))(changed);
        DifyClientOptionsValidator.ThrowIfInvalid(changed, nameof(configure));
        return new DifyWorkflowClient(changed, httpClient, share);
    }

    /// <summary>Closes the connections, if they are this client's own.</summary>
    public void Dispose()
    {
        ownHttpClient?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts the key of this very client on a request, never on the shared <see cref="HttpClient"/>.</summary>
    private async ValueTask PrepareRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = options.ApiKey;
        if (options.ApiKeyProvider is { } provider)
        {
            key = await provider(cancellationToken).ConfigureAwait(false);
            if (key is null || !DifyClientOptionsValidator.IsKey(key))
            {
                throw new InvalidOperationException(ClientText.Format(string.IsNullOrEmpty(key) ? "ApiKeyProviderEmpty" : "ApiKeyInvalid", nameof(options.ApiKeyProvider)));
            }
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("User-Agent", DifyUserAgent.Value);
        if (options.AppId is { } appId)
        {
            request.Headers.Add(ExtraHeader.AppId, appId);
        }

        foreach (var header in options.Headers)
        {
            request.Headers.Add(header.Key, header.Value);
        }
    }

    /// <summary>Lets a success through and makes of every other answer the exception that fits.</summary>
    private async Task ProcessResponseAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var problem = await ProblemMapper.ReadAsync(call, response, options, cancellationToken).ConfigureAwait(false);
            call.AnswerText = problem.ResponseBody;
            throw problem;
        }
    }

    // Gives a call its check, if it is to have one. The calls that can have one are not in every document.
    partial void GiveCheck(ApiCall call);

    private Task<T> SendAsync<T>(ApiCall call, Func<ExactJsonReader, T?> read, CancellationToken cancellationToken)
    {
        GiveCheck(call);
        return sender.SendAsync(call, (sent, response, stop) => ReadJsonAsync(sent, response, read, stop), cancellationToken);
    }

    private Task SendAsync(ApiCall call, CancellationToken cancellationToken)
        => sender.SendAsync(call, static (_, _, _) => Task.FromResult(true), cancellationToken);

    private Task<FileDownload> DownloadAsync(ApiCall call, CancellationToken cancellationToken)
        => sender.OpenAsync(call, ThrowIfNoFileAsync, (response, stop) => OpenFileAsync(call, response, stop), cancellationToken);

    private async ValueTask<FileDownload> OpenFileAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
#if NETSTANDARD2_0
            var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#else
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#endif
            var content = new DownloadStream(body, call.Operation, options.IdleTimeout, options.TimeProvider);

            // A stored file may be empty. Speech is not.
            return call.Method == HttpMethod.Get.Method || await content.HasAnyAsync(cancellationToken).ConfigureAwait(false)
                ? new FileDownload(response, content)
                : throw Unreadable(call, response, ClientText.Format("NoFile", call.Operation, MediaType.Describe(response.Content)), null);
        }
        catch (IOException exception)
        {
            response.Dispose();
            throw ConnectionFailure.Map(call.Operation, exception);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task ThrowIfNoFileAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // A stored file may be any text, and a page is then sent as an attachment. Speech is no text: some servers answer a text they
        // cannot speak with null.
        var isFile = (int)response.StatusCode != 204 && (call.Method == HttpMethod.Get.Method
            ? !MediaType.IsHtml(response.Content) || response.Content.Headers.ContentDisposition is not null
            : !MediaType.IsJson(response.Content) && MediaType.Of(response.Content)?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) != true);
        if (isFile)
        {
            return;
        }

        using var body = await BoundedBody.ReadWhatComesAsync(response.Content, options.MaxErrorBytes, cancellationToken).ConfigureAwait(false);
        using var text = body.Decode();
        throw ProblemMapper.FindInSuccess(call, response, text.Memory)
            ?? Unreadable(call, response, ClientText.Format("NoFile", call.Operation, MediaType.Describe(response.Content)), null);
    }

    private async Task<T> ReadJsonAsync<T>(
        ApiCall call, HttpResponseMessage response, Func<ExactJsonReader, T?> read, CancellationToken cancellationToken)
    {
        if (MediaType.Of(response.Content) is not null && !MediaType.IsJson(response.Content))
        {
            throw Unreadable(call, response, ClientText.Format("NotJson", call.Operation, MediaType.Describe(response.Content)), null);
        }

        using var body = await BoundedBody.ReadAsync(response.Content, options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        if (body.IsCut)
        {
            throw Unreadable(call, response, ClientText.Format("TooLarge", call.Operation, options.MaxResponseBytes, nameof(options.MaxResponseBytes)), null);
        }

        using var text = body.Decode();
        if (options.OnResponse is not null)
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
                ?? throw Unreadable(call, response, ClientText.Format("NotTheShape", call.Operation, MediaType.Describe(response.Content)), null);
            return ProblemMapper.MissingIn(answer, text.Memory) is { } member
                ? throw ProblemMapper.Incomplete(call, (int)response.StatusCode, member, text.Memory)
                : answer;
        }
        catch (JsonException exception)
        {
            var name = exception is JsonReaderException ? "NotJson" : "NotTheShape";
            throw Unreadable(call, response, ClientText.Format(name, call.Operation, MediaType.Describe(response.Content)), exception);
        }
    }

    private static DifyApiException Unreadable(ApiCall call, HttpResponseMessage response, string message, JsonException? cause)
        => new DifyProtocolException(message, new DifyFailure(call.Operation) { StatusCode = (int)response.StatusCode }, cause is null ? null : JsonFailure.WithoutText(cause));
}
