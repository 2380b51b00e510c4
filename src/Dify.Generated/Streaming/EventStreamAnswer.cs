using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Tells an event stream from what else may come with status 200: a problem as JSON, a login page, nothing.</summary>
internal static class EventStreamAnswer
{
    public static async Task ThrowIfOtherAsync(
        ApiCall call, HttpResponseMessage response, DifyClientOptions options, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.OK && MediaType.IsEventStream(response.Content))
        {
            return;
        }

        if (ProblemMapper.MayFindInSuccess(response)
            && await ReadProblemAsync(call, response, options, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            throw failure;
        }

        throw new DifyProtocolException(
            ClientText.Format("NotEventStream", call.Operation, MediaType.Describe(response.Content)),
            new DifyFailure(call.Operation) { StatusCode = (int)response.StatusCode });
    }

    // Null if the body is no problem, or does not come in time: then there is still to say that it is no event stream.
    private static async Task<DifyApiException?> ReadProblemAsync(
        ApiCall call, HttpResponseMessage response, DifyClientOptions options, CancellationToken cancellationToken)
    {
        using var bound = Clock.CancelAfter(options.TimeProvider, options.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        try
        {
            var failure = await ProblemMapper.ReadAsync(call, response, options, either.Token).ConfigureAwait(false);
            return failure.Code.IsEmpty ? null : failure;
        }
        catch (Exception exception) when (ConnectionFailure.IsOfTransport(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
