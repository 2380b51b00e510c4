using System;
using System.Collections.Concurrent;

namespace Dify.Generated;

/// <summary>
/// What the clients of one registration, or of one server, have in common, however often they are made: their repetitions, because an
/// outage must not get a budget for each of them, and what they have read of each app.
/// </summary>
internal sealed class ClientShare(int retries)
{
    // A program that makes clients for the keys of its customers must not fill the memory with what it may never need again.
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<(Type Kind, Uri Address, string? AppId, object? Key), object> kept = new();

    // Addresses behind something that refuses Expect: 100-continue.
    private readonly ConcurrentDictionary<Uri, bool> unasked = new();

    public RetryBudget Budget { get; } = new(retries);

    /// <summary>Whether a large body may be asked for at an address before it is sent.</summary>
    public bool MayAsk(Uri address) => !unasked.ContainsKey(address);

    /// <summary>Takes note that the question is refused on the way to an address.</summary>
    public void AskNoMore(Uri address)
    {
        if (unasked.Count >= MostKept)
        {
            unasked.Clear();
        }

        unasked[address] = true;
    }

    /// <summary>An answer that is kept of the app that the options open.</summary>
    public KeptAnswer<T> AnswerOf<T>(DifyClientOptions options)
        where T : class
    {
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        var app = (typeof(T), options.BaseAddress, options.AppId, (object?)options.ApiKeyProvider ?? options.ApiKey);
        return (KeptAnswer<T>)kept.GetOrAdd(app, static _ => new KeptAnswer<T>());
    }
}
