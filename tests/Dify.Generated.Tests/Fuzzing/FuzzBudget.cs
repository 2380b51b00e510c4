using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace Dify.Generated.Tests.Fuzzing;

/// <summary>
/// How long random input is tried. The environment variable DIFY_TEST_FUZZ_SECONDS says so, for each test; unless it is set, a test does a
/// small, fixed number of rounds. DIFY_TEST_FUZZ_SEED sets where the rounds begin.
/// </summary>
internal sealed class FuzzBudget(int roundsUnlessSet)
{
    /// <summary>The collection of the tests that spend it: one at a time, so that each has the whole processor for as long as it was
    /// given.</summary>
    public const string Collection = "fuzzers";

    private static readonly int? Seconds = Number("DIFY_TEST_FUZZ_SECONDS");

    private readonly long start = Stopwatch.GetTimestamp();
    private int rounds;

    /// <summary>The seed of the first round; each round adds one, so that any round can be done again alone.</summary>
    public static int FirstSeed { get; } = Number("DIFY_TEST_FUZZ_SEED") ?? 20_261_126;

    /// <summary>The rounds that were begun.</summary>
    public int Rounds => rounds;

    /// <summary>Begins a round, if there is one left; from any thread.</summary>
    /// <param name="seed">The seed of the round.</param>
    public bool TryBegin(out int seed)
    {
        seed = 0;
        if (Seconds is { } seconds && Stopwatch.GetElapsedTime(start).TotalSeconds >= seconds)
        {
            return false;
        }

        int round = Interlocked.Increment(ref rounds) - 1;
        if (Seconds is null && round >= roundsUnlessSet)
        {
            Interlocked.Decrement(ref rounds);
            return false;
        }

        seed = FirstSeed + round;
        return true;
    }

    private static int? Number(string variable)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
}
