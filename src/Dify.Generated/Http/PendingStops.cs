using System.Collections.Generic;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The runs that are being left behind the back of their callers: they are read for the id that stops them, and stopped, by connections
/// that must live as long. Each takes a few seconds at most.
/// </summary>
internal sealed class PendingStops
{
    private readonly HashSet<Task> pending = [];

    public void Add(Task leaving)
    {
        lock (pending)
        {
            pending.Add(leaving);
        }

        _ = leaving.ContinueWith(
            ended =>
            {
                // Whoever left has been told all that there is to tell.
                _ = ended.Exception;
                lock (pending)
                {
                    pending.Remove(ended);
                }
            },
            TaskScheduler.Default);
    }

    /// <summary>Waits until no run is being left any more.</summary>
    public async Task WaitAsync()
    {
        Task[] left;
        lock (pending)
        {
            left = [.. pending];
        }

        foreach (var leaving in left)
        {
            await Task.WhenAny(leaving).ConfigureAwait(false);
        }
    }
}
