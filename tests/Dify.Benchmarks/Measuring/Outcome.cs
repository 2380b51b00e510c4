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

    public bool IsMet => Findings.All(finding => finding.IsMet);
}
