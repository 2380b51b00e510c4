using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Clients;

/// <summary>Answers requests without a network, where thousands of them are needed or a failure has to be exact.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int count;

    /// <summary>How many requests have come.</summary>
    public int Count => count;

    /// <summary>The Authorization header of each request.</summary>
    public ConcurrentQueue<string?> Authorizations { get; } = new();

    public static StubHandler Always(int status, string? contentType, byte[] body)
        => new((_, _) => Task.FromResult(Answer(status, contentType, body)));

    public static StubHandler Json(string json) => Always(200, "application/json", Encoding.UTF8.GetBytes(json));

    public static HttpResponseMessage Answer(int status, string? contentType, byte[] body)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        if (contentType is not null)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return response;
    }

    public static HttpResponseMessage Problem(int status, string code, string? retryAfter = null)
    {
        HttpResponseMessage response = Answer(
            status, "application/json", Encoding.UTF8.GetBytes($$"""{"code":"{{code}}","message":"m","status":{{status}}}"""));
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    /// <summary>A client that sends everything here.</summary>
    public DifyWorkflowClient CreateClient(Action<DifyClientOptions>? configure = null)
    {
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = new Uri("https://dify.example.com/v1") };
        configure?.Invoke(options);
        return new DifyWorkflowClient(options, new HttpClient(this) { Timeout = Timeout.InfiniteTimeSpan });
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref count);
        Authorizations.Enqueue(request.Headers.Authorization?.ToString());
        return answer(request, cancellationToken);
    }
}
