using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Agents answer in no other way than as a stream. Once a blocking call was refused, the app is asked what it is, and if it is one, no
/// further such call goes out.
/// </summary>
/// <param name="connection">Its clients keep what is known of the app together.</param>
/// <param name="read">Asks the app.</param>
/// <param name="parameterName">The parameter that the request was passed as.</param>
/// <param name="next">What has to pass besides; null for nothing.</param>
internal sealed class BlockingCheck(
    ApiConnection connection, Func<CancellationToken, Task<AppInfoResponse>> read, string parameterName, ICallCheck? next) : ICallCheck
{
    private readonly KeptAnswer<AppInfoResponse> info = connection.Share.AnswerOf<AppInfoResponse>(connection.Options);

    public async Task ThrowIfRefusedAsync(CancellationToken cancellationToken)
    {
        if (info.IsWanted && await IsAgentAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new ArgumentException(
                ClientText.Format(
                    "AgentCannotBlock", nameof(IDifyChatClient.StartChatAsync), nameof(IDifyChatClient.SendChatMessageStreamingAsync)),
                parameterName);
        }

        await (next?.ThrowIfRefusedAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    public Task<bool> IsTrippedOverAsync(CancellationToken cancellationToken)
        => next?.IsTrippedOverAsync(cancellationToken) ?? Task.FromResult(false);

    public void NoteRefusal()
    {
        info.IsWanted = true;
        next?.NoteRefusal();
    }

    private async Task<bool> IsAgentAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = await info.GetAsync(read, connection.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return info.IsWanted = known.Answer.Mode == "agent-chat";
        }
        catch (DifyApiException)
        {
            // Then the server says it again.
            return false;
        }
    }
}
