using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Dify.Generated;

/// <summary>The lists of a chat app over all of their pages.</summary>
public static class DifyChatClientExtensions
{
    /// <summary>The conversations of a user over all pages, the latest first unless asked for otherwise. A page is asked for when it is needed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">Whose conversations, in which order, and how many in a page.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The conversations. Each enumeration asks the server anew.</returns>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    public static IAsyncEnumerable<ConversationListItem> GetAllConversationsAsync(
        this IDifyChatClient client, GetConversationsOptions? options = null, CancellationToken cancellationToken = default)
    {
        NotNull(client);
        var page = options?.Clone() ?? new GetConversationsOptions();
        return Pages.ByEntryAsync(
            page.LastId,
            async (last, token) =>
            {
                page.LastId = last;
                var answer = await client.GetConversationsAsync(options: page, cancellationToken: token).ConfigureAwait(false);
                return (answer.Data, answer.HasMore);
            },
            static conversation => conversation.Id,
            cancellationToken);
    }

    /// <summary>The messages of a conversation over all pages, the latest first. A page is asked for when it is needed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="conversationId">The id of the conversation.</param>
    /// <param name="options">Whose conversation it is, before which message to begin, and how many in a page.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The messages. Each enumeration asks the server anew.</returns>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    public static IAsyncEnumerable<ConversationMessageItem> GetAllMessagesAsync(
        this IDifyChatClient client, string conversationId, GetMessagesOptions? options = null, CancellationToken cancellationToken = default)
    {
        NotNull(client);
        var page = options?.Clone() ?? new GetMessagesOptions();
        return Pages.ByEntryAsync(
            page.FirstId,
            async (first, token) =>
            {
                page.FirstId = first;
                var answer = await client.GetMessagesAsync(conversationId: conversationId, options: page, cancellationToken: token).ConfigureAwait(false);

                // The server gives the latest page first, and inside a page the oldest message.
                return ((IReadOnlyList<ConversationMessageItem>)[.. answer.Data.Reverse()], answer.HasMore);
            },
            static message => message.Id,
            cancellationToken);
    }

    /// <summary>The variables of a conversation over all pages. A page is asked for when it is needed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="conversationId">The id of the conversation.</param>
    /// <param name="options">Whose conversation it is, which variables, and how many in a page.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The variables. Each enumeration asks the server anew.</returns>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    public static IAsyncEnumerable<ConversationVariableItem> GetAllConversationVariablesAsync(
        this IDifyChatClient client, string conversationId, GetConversationVariablesOptions? options = null, CancellationToken cancellationToken = default)
    {
        NotNull(client);
        var page = options?.Clone() ?? new GetConversationVariablesOptions();
        return Pages.ByEntryAsync(
            page.LastId,
            async (last, token) =>
            {
                page.LastId = last;
                var answer = await client.GetConversationVariablesAsync(conversationId: conversationId, options: page, cancellationToken: token).ConfigureAwait(false);
                return (answer.Data, answer.HasMore);
            },
            static variable => variable.Id,
            cancellationToken);
    }

    /// <summary>The annotations of the app over all pages. A page is asked for when it is needed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">Which ones, and how many in a page; null for all of them.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The annotations. Each enumeration asks the server anew.</returns>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    public static IAsyncEnumerable<AnnotationItem> GetAllAnnotationsAsync(
        this IDifyChatClient client, GetAnnotationsOptions? options = null, CancellationToken cancellationToken = default)
    {
        NotNull(client);
        var page = options?.Clone() ?? new GetAnnotationsOptions();
        return Pages.ByNumberAsync(
            page.Page,
            async (number, token) =>
            {
                page.Page = number;
                var answer = await client.GetAnnotationsAsync(options: page, cancellationToken: token).ConfigureAwait(false);
                return (answer.Data, answer.HasMore);
            },
            static annotation => annotation.Id,
            cancellationToken);
    }

    private static void NotNull(IDifyChatClient client)
    {
        if (client is null)
        {
            throw new ArgumentNullException(nameof(client));
        }
    }
}
