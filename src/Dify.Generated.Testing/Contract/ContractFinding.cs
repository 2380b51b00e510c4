using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>What the documents say about a request.</summary>
/// <param name="Operation">The operation's id, or null if there is none for the method and the path.</param>
/// <param name="Unrouted">What to say if no route takes the request.</param>
/// <param name="All">Everything that is not allowed.</param>
internal sealed record ContractFinding(string? Operation, UnroutedReason Unrouted, IReadOnlyList<ContractProblem> All)
{
    /// <summary>The problems as text.</summary>
    public IReadOnlyList<string> Problems { get; } = [.. All.Select(problem => problem.Text)];

    /// <summary>The first problem that must be refused before the route is asked.</summary>
    /// <param name="isStrict">Whether what a real server would overlook counts, too; it comes first then.</param>
    public ContractProblem? Refusal(bool isStrict) =>
        (isStrict ? All.FirstOrDefault(problem => problem.Kind == ContractProblemKind.Unnoticed) : null)
        ?? All.FirstOrDefault(problem => problem.Kind == ContractProblemKind.Invalid);
}
