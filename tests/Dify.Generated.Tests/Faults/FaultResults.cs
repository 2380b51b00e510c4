using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>Plays each case once, whoever asks first: the test of the case, or the one that counts them all.</summary>
public sealed class FaultResults
{
    // Longer than a case may wait for anything: one that is still not over hangs.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(int Number, string Position), Lazy<Task<Exception?>>> results = new();

    /// <summary>What was wrong with a case; null if nothing was.</summary>
    public Task<Exception?> OfAsync(int number, string position)
        => results.GetOrAdd((number, position), static key => new Lazy<Task<Exception?>>(() => PlayAsync(key.Number, key.Position))).Value;

    private static Task<Exception?> PlayAsync(int number, string position)
    {
        FaultCase each = FaultMatrix.Rows.Single(fault => fault.Number == number).Cases.Single(each => each.Position == position);
        return Record.ExceptionAsync(() => each.PlayAsync().WaitAsync(Bound));
    }
}
