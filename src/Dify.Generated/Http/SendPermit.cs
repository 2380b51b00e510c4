using System.Net.Http;
using System.Threading;

namespace Dify.Generated;

/// <summary>
/// Lets the request of one try go out once, unless a second time does no harm. The client repeats what may be repeated, with a new request;
/// a handler of the host that repeats by itself,
/// as the standard resilience handler does, sends the same one again and cannot know that a run would be started twice.
/// </summary>
internal sealed class SendPermit
{
#if NET
    private static readonly HttpRequestOptionsKey<SendPermit> Key = new("Dify.SendPermit");
#else
    private const string Key = "Dify.SendPermit";
#endif

    private readonly string operation;
    private readonly bool mayRepeat;
    private int isTaken;
    private volatile bool isHandlers;

    public SendPermit(string operation, bool mayRepeat)
    {
        this.operation = operation;
        this.mayRepeat = mayRepeat;
    }

    public static SendPermit? Of(HttpRequestMessage request)
#if NET
        => request.Options.TryGetValue(Key, out var permit) ? permit : null;
#else
        => request.Properties.TryGetValue(Key, out var permit) ? (SendPermit)permit : null;
#endif

    /// <summary>Puts the permit on the request, where copies of it have it, too.</summary>
    public void PutOn(HttpRequestMessage request)
#if NET
        => request.Options.Set(Key, this);
#else
        => request.Properties[Key] = this;
#endif

    /// <summary>For the handler that stands next to the connection.</summary>
    /// <exception cref="DifyConnectionException">The request has gone out before.</exception>
    public void Take()
    {
        isHandlers = true;
        TakeOnce();
    }

    /// <summary>For the body, where the caller's own HttpClient has no such handler. One that has may ask for the body twice: a proxy that
    /// wants to know who asks saw the first one, no server.</summary>
    /// <exception cref="DifyConnectionException">The body has gone out before.</exception>
    public void TakeForBody()
    {
        if (!isHandlers)
        {
            TakeOnce();
        }
    }

    /// <summary>The server was not reached, so that the request may go out again.</summary>
    public void GiveBack() => Volatile.Write(ref isTaken, 0);

    private void TakeOnce()
    {
        if (Interlocked.Exchange(ref isTaken, 1) != 0 && !mayRepeat)
        {
            throw new DifyConnectionException(ClientText.Format("SentAgain", operation), new DifyFailure(operation));
        }
    }
}
