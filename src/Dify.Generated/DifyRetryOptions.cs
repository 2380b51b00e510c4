using System;

namespace Dify.Generated;

/// <summary>
/// How the client repeats calls that failed. Reads, and the stop call, are repeated after transient failures; every other call only if the
/// server provably did nothing: it was not reached, or refused the call because too many run at once. Starting a run is never repeated once
/// the server may have seen it.
/// </summary>
public sealed class DifyRetryOptions
{
    /// <summary>How often one call is repeated at most. 2 unless set; 0 repeats nothing.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>The wait before the first repetition, doubled for each further one and shortened at random by up to a quarter. 0.5 seconds
    /// unless set.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait that the client chooses by itself. 8 seconds unless set.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// The longest <c>Retry-After</c> that is obeyed. 120 seconds unless set. If the server asks for more, the call is not repeated, and
    /// the failure says how much was asked for.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How many repetitions all calls of one client may make together while the server keeps failing; every ten calls that succeed earn one
    /// back. 20 unless set. It keeps an outage from being multiplied by its own retries.
    /// </summary>
    public int Budget { get; set; } = 20;

    /// <summary>
    /// Whether calls that have effects are repeated like reads. Off unless set: a run, a form or a speech call may then be carried out, and
    /// billed, twice.
    /// </summary>
    public bool RepeatUnsafeCalls { get; set; }

    internal DifyRetryOptions Clone() => (DifyRetryOptions)MemberwiseClone();
}
