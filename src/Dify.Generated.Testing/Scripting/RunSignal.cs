using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Testing;

/// <summary>Holds scripted runs at <see cref="RunScriptBuilder.Hold(RunSignal)"/> until a test lets them go.</summary>
public sealed class RunSignal
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the runs may go on.</summary>
    public bool IsSet => set.Task.IsCompleted;

    /// <summary>Lets every run that is held by this signal go on, now and later.</summary>
    public void Set() => set.TrySetResult();

    /// <summary>Waits until a run has come to the signal.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the first run is held.</returns>
    public Task WaitUntilReachedAsync(CancellationToken cancellationToken = default) => reached.Task.WaitAsync(cancellationToken);

    internal Task HoldAsync(CancellationToken cancellationToken)
    {
        reached.TrySetResult();
        return set.Task.WaitAsync(cancellationToken);
    }
}
