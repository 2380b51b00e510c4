using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Holds a call back that the server would refuse.</summary>
internal interface ICallCheck
{
    /// <summary>Throws instead of letting the call go out.</summary>
    Task ThrowIfRefusedAsync(CancellationToken cancellationToken);

    /// <summary>The server has refused the call all the same: what the check knows is old.</summary>
    void NoteRefusal();
}
