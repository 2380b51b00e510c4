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

    /// <summary>Whether other work on the machine can make it worse, so that a goal which is missed is worth another attempt.</summary>
    public virtual bool IsDisturbable => true;

    public abstract Task<Outcome> MeasureAsync(Effort effort);
}
