using System.Collections.Generic;
using System.Threading.Tasks;

namespace Dify.Benchmarks.Measuring;

/// <summary>Measures one or more goals, against a baseline in the same run.</summary>
internal abstract class Experiment
{
    /// <summary>The goals that it measures.</summary>
    public abstract IReadOnlyList<string> Goals { get; }

    /// <summary>Whether it is too long, or leaves too much behind, to be a part of the short check.</summary>
    public virtual bool IsForReportsOnly => false;

    public abstract Task<Outcome> MeasureAsync(Effort effort);
}
