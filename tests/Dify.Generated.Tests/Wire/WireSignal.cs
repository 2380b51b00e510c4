using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Wire;

/// <summary>Lets a script go on, and tells when a script has come to it.</summary>
internal sealed class WireSignal
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => set.TrySetResult();

    public Task WaitUntilReachedAsync(CancellationToken cancellationToken) => reached.Task.WaitAsync(cancellationToken);

    public Task ReachAsync()
    {
        reached.TrySetResult();
        return set.Task;
    }
}
