using System;

namespace Dify.Generated;

/// <summary>
/// Makes clients whose keys are known only at run time, one for each tenant for instance. All of them use one pool of connections; none
/// sees the key of another, which stands on each request alone. Registered with <c>AddDifyChatClientFactory</c>,
/// <c>AddDifyCompletionClientFactory</c> or <c>AddDifyKnowledgeClientFactory</c>.
/// </summary>
/// <typeparam name="TClient">The interface of the clients.</typeparam>
public interface IDifyClientFactory<out TClient>
    where TClient : class
{
    /// <summary>Makes a client. It costs little; it may be kept, or made for each request.</summary>
    /// <param name="configure">Sets what is particular to it, at least the key, on a copy of the options of the registration.</param>
    /// <returns>The client. It need not be disposed of.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is missing or wrong; the message names it and the remedy.</exception>
    TClient CreateClient(Action<DifyClientOptions> configure);
}
