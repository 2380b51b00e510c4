using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Agents answer in no other way than as a stream. Once a blocking call was refused, the app is asked what it is, and if it is one, no
/// further such call goes out.
/// </summary>
/// <param name="info">What is known of the app, as all of its clients keep it.</param>
/// <param name="read">Asks the app.</param>
/// <param name="clock">Tells the age of what is known.</param>
/// <param name="parameterName">The parameter that the request was passed as.</param>
/// <param name="next">What has to pass besides; null for nothing.</param>
internal sealed class BlockingCheck(
    KeptAnswer<AppInfoResponse> info,
    Func<CancellationToken, Task<AppInfoResponse>> read,
    TimeProvider clock,
    string parameterName,
    ICallCheck? next) : ICallCheck
{
    public async Task ThrowIfRefusedAsync(CancellationToken cancellationToken)
    {
        if (info.IsWanted && await IsAgentAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new ArgumentException(
                ClientText.Format(
                    "AgentCannotBlock",
                    nameof(IDifyChatClient.StartChatAsync),
                    nameof(IDifyChatClient.SendChatMessageStreamingAsync)),
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
            var isAgent = (await info.GetAsync(read, clock, cancellationToken).ConfigureAwait(false)).Answer.Mode == "agent-chat";
            info.IsWanted = isAgent;
            return isAgent;
        }
        catch (DifyApiException)
        {
            // Then the server says it again.
            return false;
        }
    }
}
