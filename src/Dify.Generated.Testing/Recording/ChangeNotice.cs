using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Testing;

/// <summary>Lets any number of tasks wait until a condition holds, looking again only when something has changed.</summary>
internal sealed class ChangeNotice
{
    private TaskCompletionSource next = New();

    public void Announce() => Interlocked.Exchange(ref next, New()).SetResult();

    public async Task WaitUntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The task is taken before the look, so that a change in between is not missed.
            Task change = Volatile.Read(ref next).Task;
            if (condition())
            {
                return;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
