using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The form of the app's published workflow, read when it is needed and kept for a while.</summary>
internal sealed class PublishedForm
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(5);

    private readonly Func<CancellationToken, Task<WorkflowAppParametersResponse>> read;
    private readonly TimeProvider clock;
    private Reading? known;

    public PublishedForm(Func<CancellationToken, Task<WorkflowAppParametersResponse>> read, TimeProvider clock)
    {
        this.read = read;
        this.clock = clock;
    }

    /// <summary>Refuses inputs that the server would refuse. A form that was kept may be old: it is read again before that.</summary>
    /// <exception cref="InvalidInputsException">The inputs do not fit.</exception>
    public async Task ThrowIfRefusedAsync(JObject inputs, string parameterName, CancellationToken cancellationToken)
    {
        var kept = Volatile.Read(ref known) is { } reading && clock.GetElapsedTime(reading.ReadAt) <= LongestAge ? reading : null;
        var refused = Refused(inputs, kept ?? await ReadAsync(cancellationToken).ConfigureAwait(false));
        if (refused.Count > 0 && kept is not null)
        {
            refused = Refused(inputs, await ReadAsync(cancellationToken).ConfigureAwait(false));
        }

        if (refused.Count > 0)
        {
            throw new InvalidInputsException(refused, parameterName);
        }
    }

    private static List<InputProblem> Refused(JObject inputs, Reading form)
        => [.. InputCheck.Check(inputs!, form.Parameters).Where(static problem => problem.IsRefused)];

    private async Task<Reading> ReadAsync(CancellationToken cancellationToken)
    {
        var reading = new Reading(await read(cancellationToken).ConfigureAwait(false), clock.GetTimestamp());
        Volatile.Write(ref known, reading);
        return reading;
    }

    private sealed record Reading(WorkflowAppParametersResponse Parameters, long ReadAt);
}
