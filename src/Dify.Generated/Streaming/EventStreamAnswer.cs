using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Tells an event stream from what else may come with status 200: a problem as JSON, a login page, nothing.</summary>
internal static class EventStreamAnswer
{
    public static async Task ThrowIfOtherAsync(ApiCall call, HttpResponseMessage response, DifyClientOptions options, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.OK && MediaType.IsEventStream(response.Content))
        {
            return;
        }

        if (MediaType.IsJson(response.Content))
        {
            var failure = await ProblemMapper.ReadAsync(call, response, options, cancellationToken).ConfigureAwait(false);
            if (!failure.Code.IsEmpty)
            {
                throw failure;
            }
        }

        throw new DifyProtocolException(
            ClientText.Format("NotEventStream", call.Operation, MediaType.Describe(response.Content)),
            new DifyFailure(call.Operation) { StatusCode = (int)response.StatusCode });
    }
}
