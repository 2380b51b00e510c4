using System;
using Dify.Generated;
using Dify.Generated.Extensions.AI;

namespace Microsoft.Extensions.AI;

/// <summary>Makes a chat app, an agent or a chatflow of Dify a chat client of Microsoft.Extensions.AI.</summary>
public static class DifyChatClientExtensions
{
    /// <summary>
    /// Makes a chat client for one user. Dify keeps the history of a conversation: give back <see cref="ChatResponse.ConversationId"/> as
    /// <see cref="ChatOptions.ConversationId"/>,
    /// and only the new message. The entries of <see cref="ChatOptions.AdditionalProperties"/> are the inputs of the app. Model,
    /// instructions, tools and the like are set in the app:
    /// see <see cref="DifyChatClientOptions.IgnoreUnsupported"/>.
    /// </summary>
    /// <param name="client">The client, which stays the caller's to dispose of.</param>
    /// <param name="user">Whose conversations they are; other users do not see them.</param>
    /// <param name="options">How answers are asked for; null for the defaults.</param>
    /// <returns>A client, to be used for as many conversations as one likes, at the same time.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="user"/> is empty.</exception>
    public static IChatClient AsChatClient(this IDifyChatClient client, string user, DifyChatClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        return new DifyAIChatClient(client, user, options ?? new DifyChatClientOptions());
    }
}
