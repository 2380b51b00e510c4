using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Holds a call back that the server would refuse, and knows of one that it tripped over.</summary>
internal interface ICallCheck
{
    /// <summary>Throws instead of letting the call go out.</summary>
    Task ThrowIfRefusedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether it is the call that is wrong where the server says no more than that it failed: it trips over some of what it would refuse.
    /// </summary>
    Task<bool> IsTrippedOverAsync(CancellationToken cancellationToken);

    /// <summary>The server has refused the call all the same: what the check knows is old.</summary>
    void NoteRefusal();
}
