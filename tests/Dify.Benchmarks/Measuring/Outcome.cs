using System.Collections.Generic;
using System.Linq;

namespace Dify.Benchmarks.Measuring;

/// <summary>What an experiment found.</summary>
internal sealed record Outcome(IReadOnlyList<Finding> Findings, IReadOnlyList<Chart> Charts)
{
    public Outcome(params Finding[] findings)
        : this(findings, [])
    {
    }

    /// <summary>Whether every goal is met, or it is told why it cannot be.</summary>
    public bool IsSettled => Findings.All(finding => finding.IsMet || finding.Remark is not null);
}
