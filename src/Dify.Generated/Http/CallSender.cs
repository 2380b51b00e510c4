using System;
using System.Net.Http;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Polly;

namespace Dify.Generated;

/// <summary>Sends a call: builds a request for each try, bounds it in time, maps what the platform throws, and repeats what may be
/// repeated.</summary>
internal sealed class CallSender
{
    private readonly HttpClient httpClient;
    private readonly DifyClientOptions options;
    private readonly Uri baseAddress;
    private readonly Func<HttpRequestMessage, CancellationToken, ValueTask> prepareRequest;
    private readonly Func<ApiCall, HttpResponseMessage, CancellationToken, Task> processResponse;
    private readonly ClientTelemetry telemetry;
    private readonly ClientShare share;
    private readonly ResiliencePipeline retries;

    public CallSender(
        HttpClient httpClient,
        DifyClientOptions options,
        ClientShare share,
        Func<HttpRequestMessage, CancellationToken, ValueTask> prepareRequest,
        Func<ApiCall, HttpResponseMessage, CancellationToken, Task> processResponse,
        ClientTelemetry telemetry)
    {
        this.httpClient = httpClient;
        this.options = options;
        this.prepareRequest = prepareRequest;
        this.processResponse = processResponse;
        this.telemetry = telemetry;
        baseAddress = WithLastSlash(options.BaseAddress);
        this.share = share;
        retries = RetryPipeline.Create(options.Retry, share.Budget, options.TimeProvider, telemetry.Repeated);
    }

    /// <summary>Sends a call and reads its answer within the timeout. The answer is disposed of when <paramref name="read"/> has
    /// ended.</summary>
    public Task<T> SendAsync<T>(
        ApiCall call, Func<ApiCall, HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        => WithRetriesAsync(
            call,
            async (request, token) =>
            {
                using var response = await SendRequestAsync(call, request, token).ConfigureAwait(false);
                await processResponse(call, response, token).ConfigureAwait(false);
                return await read(call, response, token).ConfigureAwait(false);
            },
            static (answer, _) => new ValueTask<T>(answer),
            cancellationToken);

    /// <summary>
    /// Sends a call and gives its answer as soon as the headers are there and have passed <paramref name="check"/>; the body is the
    /// caller's to read and to dispose of.
    /// </summary>
    public Task<HttpResponseMessage> OpenAsync(
        ApiCall call, Func<ApiCall, HttpResponseMessage, CancellationToken, Task> check, CancellationToken cancellationToken)
        => OpenAsync(call, check, static (answer, _) => new ValueTask<HttpResponseMessage>(answer), cancellationToken);

    /// <summary>
    /// Sends a call and, as soon as the headers are there, makes something of its answer that owns it. A failure in making it is one of the
    /// call, but is not repeated.
    /// </summary>
    public Task<T> OpenAsync<T>(
        ApiCall call, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> make, CancellationToken cancellationToken)
        => OpenAsync(call, static (_, _, _) => Task.CompletedTask, make, cancellationToken);

    /// <summary>Sends a call, checks the headers of its answer, and makes something of the answer that owns it.</summary>
    public Task<T> OpenAsync<T>(
        ApiCall call,
        Func<ApiCall, HttpResponseMessage, CancellationToken, Task> check,
        Func<HttpResponseMessage, CancellationToken, ValueTask<T>> make,
        CancellationToken cancellationToken)
        => WithRetriesAsync(
            call,
            async (request, token) =>
            {
                var response = await SendRequestAsync(call, request, token).ConfigureAwait(false);
                try
                {
                    await processResponse(call, response, token).ConfigureAwait(false);
                    await check(call, response, token).ConfigureAwait(false);
                    return response;
                }
                catch
                {
                    response.Dispose();
                    throw;
                }
            },
            make,
            cancellationToken);

    private async Task<HttpResponseMessage> SendRequestAsync(ApiCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = request.RequestUri;
        HttpResponseMessage response;
        try
        {
            response = await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (call.SourceFailure is null && exception is not (DifyApiException or ObjectDisposedException)
            && !ConnectionFailure.IsOfTransport(exception))
        {
            throw ConnectionFailure.MapForeign(call.Operation, exception);
        }

        call.StatusCode = (int)response.StatusCode;
        call.MayHaveArrived = response.IsSuccessStatusCode;
        call.Answer = response;

        // The handler of an HttpClient that the caller brought may follow redirects, and changes the request when it does.
        if (response.RequestMessage is { } answered && (answered.RequestUri != target || answered.Method.Method != call.Method))
        {
            using (response)
            {
                throw new DifyProtocolException(
                    ClientText.Format("RedirectFollowed", call.Operation, nameof(DifyHttpHandler)),
                    new DifyFailure(call.Operation) { StatusCode = (int)response.StatusCode });
            }
        }

        return response;
    }

    private async Task<T> WithRetriesAsync<TAnswer, T>(
        ApiCall call,
        Func<HttpRequestMessage, CancellationToken, Task<TAnswer>> attempt,
        Func<TAnswer, CancellationToken, ValueTask<T>> make,
        CancellationToken cancellationToken)
    {
        if (call.Check is { } check)
        {
            await check.ThrowIfRefusedAsync(cancellationToken).ConfigureAwait(false);
        }

        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(RetryPipeline.CallKey, call);
        using var span = telemetry.StartCall<T>(call);
        call.Span = span;
        var startedAt = telemetry.Now;
        try
        {
            var answer = await retries.ExecuteAsync(
                static async (context, state) => await state.Sender.AttemptAsync(
                    state.Call, state.Attempt, context.CancellationToken).ConfigureAwait(false),
                context,
                (Sender: this, Call: call, Attempt: attempt)).ConfigureAwait(false);
            share.Budget.Earn();
            var result = await make(answer, cancellationToken).ConfigureAwait(false);
            telemetry.Succeeded(call, startedAt, result);
            return result;
        }
        catch (Exception exception)
        {
            if (exception is DifyApiException { Facts: var facts } && call.Answer is not null)
            {
                facts.Response ??= call.Response;
            }

            if (exception is DifyServerException fault && fault.Code == DifyErrorCode.InternalServerError
                && call.Check is { } asked && await asked.IsTrippedOverAsync(cancellationToken).ConfigureAwait(false))
            {
                var mistake = ProblemMapper.Mistake(call.Operation, fault);
                telemetry.Failed<T>(call, startedAt, mistake);
                throw mistake;
            }

            call.NoteRefusal(exception);

            telemetry.Failed<T>(call, startedAt, exception);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<T> AttemptAsync<T>(
        ApiCall call, Func<HttpRequestMessage, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        call.StatusCode = 0;
        call.MayHaveArrived = false;
        call.Answer = null;
        call.AnswerText = null;
        using var either = Clock.CancelAfter(options.TimeProvider, options.Timeout);
        using var caller = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), either);

        // What fails before this is set, a file that cannot be opened or a callback for the key, is the caller's own and stays as it is.
        var isSending = false;

        // In one method with the rest, because each further one that waits costs every call.
        var asks = options.ExpectContinue && call.HasLargeBody && share.MayAsk(baseAddress);
        try
        {
            T answer;
            while (true)
            {
                try
                {
                    using var request =
                        call.CreateRequest(baseAddress, call.Repeat == Repeat.Safe || options.Retry.RepeatUnsafeCalls, asks);
                    await prepareRequest(request, either.Token).ConfigureAwait(false);
                    isSending = true;
                    answer = await attempt(request, either.Token).ConfigureAwait(false);
                    break;
                }
                catch (ContentDecodingException exception) when (!exception.IsBroken)
                {
                    throw ConnectionFailure.Map(call, exception);
                }
                catch (Exception exception)
                    when (asks && isSending && !either.IsCancellationRequested && IsQuestionRefused(call, exception))
                {
                    // RFC 9110 10.1.1: what refuses the question is given the request without it. No part of the body was sent.
                    share.AskNoMore(baseAddress);
                    asks = false;
                    if (!call.CanRepeat)
                    {
                        throw;
                    }

                    isSending = false;
                    call.StatusCode = 0;
                    call.Answer = null;
                    call.AnswerText = null;
                }
            }

            options.OnResponse?.Invoke(call.Response);
            return answer;
        }
        catch (DifyApiException) when (call.Answer is not null && options.OnResponse is not null)
        {
            options.OnResponse(call.Response);
            throw;
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && ConnectionFailure.IsOfTransport(exception))
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (Exception exception) when (either.IsCancellationRequested && ConnectionFailure.IsOfTransport(exception))
        {
            throw TimedOut(call, options.Timeout, isSending, exception);
        }
        catch (OperationCanceledException exception) when (isSending && ConnectionFailure.IsOfHttpClientTimeout(exception))
        {
            // The HttpClient that the caller brought has a shorter patience of its own.
            throw TimedOut(call, httpClient.Timeout, mayHaveReachedServer: true, exception);
        }
        catch (Exception exception) when (isSending && ConnectionFailure.IsOfConnection(exception))
        {
            if (call.SourceFailure is { } sourceFailure)
            {
                ExceptionDispatchInfo.Capture(sourceFailure).Throw();
            }

            throw ConnectionFailure.Map(call, exception);
        }
    }

    // Nothing was reached if no connection came about; with the body begun, the close may have another reason.
    private static bool IsQuestionRefused(ApiCall call, Exception exception) => exception is DifyApiException
        ? call.StatusCode == 417
        : call is { StatusCode: 0, MayHaveArrived: false, SourceFailure: null } && ConnectionFailure.IsOfConnection(exception)
            && !ConnectionFailure.IsOfConnecting(exception);

    private static DifyTimeoutException TimedOut(ApiCall call, TimeSpan patience, bool mayHaveReachedServer, Exception exception)
        => new(ClientText.Format("TimedOut", call.Operation, patience), new DifyFailure(call.Operation) { IsTransient = true }, exception)
        {
            MayHaveReachedServer = mayHaveReachedServer,
        };

    // Without the last slash the last part of the path would be replaced instead of kept.
    private static Uri WithLastSlash(Uri address)
        => address.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? address : new Uri(address.AbsoluteUri + "/");
}
