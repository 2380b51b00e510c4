using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>Sees to it that a script has an end: one that runs out of steps would leave its caller waiting for ever.</summary>
internal static class RunEnd
{
    /// <summary>What is wrong with a script that has no end, and what helps; null for one that has.</summary>
    public static string? Missing(IReadOnlyList<RunStep> steps)
    {
        if (steps.Any(IsEnd))
        {
            return null;
        }

        const string Remedy = "finish, fail, partial_success or error end it, and wait_for_stop lets it go on until a caller stops it.";
        return steps.Count == 0
            ? $"the run has no steps and so never ends: {Remedy}"
            : steps[^1] is DropStep or EndStreamStep
                ? $"the run goes on behind its closed stream and never ends: {Remedy} A step of wait_for_reader before lets it wait for "
                    + "the caller to come back."
                : $"the run has no end: {Remedy}";
    }

    private static bool IsEnd(RunStep step) => step is FinishStep or ErrorStep or WaitForStopStep
        or EventStep { Name: "workflow_finished" } or RawEventStep { Name: "workflow_finished" };
}
