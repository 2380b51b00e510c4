using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>An answer that seldom changes: read when it is needed, once for all who wait for it, and kept for a while.</summary>
internal sealed class KeptAnswer<T>
    where T : class
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim reading = new(1, 1);
    private Reading? kept;
    private int asked;

    /// <summary>Whether something has happened that the answer would explain.</summary>
    public bool IsWanted { get; set; }

    /// <summary>The answer as it was at most five minutes ago.</summary>
    /// <returns>The answer, and whether it was there already.</returns>
    public async Task<(T Answer, bool WasKept)> GetAsync(
        Func<CancellationToken, Task<T>> read, TimeProvider clock, CancellationToken cancellationToken)
        => Young(clock) is { } known ? (known.Answer, true)
            : (await ReadAsync(read, clock, () => Young(clock), cancellationToken).ConfigureAwait(false), false);

    /// <summary>The answer as it is now.</summary>
    public Task<T> ReadAgainAsync(Func<CancellationToken, Task<T>> read, TimeProvider clock, CancellationToken cancellationToken)
    {
        // What somebody else has asked for since then is new enough.
        var before = Volatile.Read(ref asked);
        return ReadAsync(
            read, clock, () => Volatile.Read(ref kept) is { } known && known.Number > before ? known : null, cancellationToken);
    }

    public void Forget() => Volatile.Write(ref kept, null);

    private Reading? Young(TimeProvider clock)
        => Volatile.Read(ref kept) is { } known && clock.GetElapsedTime(known.At) <= LongestAge ? known : null;

    private async Task<T> ReadAsync(
        Func<CancellationToken, Task<T>> read, TimeProvider clock, Func<Reading?> find, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (find() is { } known)
            {
                return known.Answer;
            }

            var number = Interlocked.Increment(ref asked);
            var answer = await read(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref kept, new Reading(answer, number, clock.GetTimestamp()));
            return answer;
        }
        finally
        {
            reading.Release();
        }
    }

    private sealed record Reading(T Answer, int Number, long At);
}
