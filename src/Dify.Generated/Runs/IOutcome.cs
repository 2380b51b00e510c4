using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>What the outcomes of runs and of answers have in common.</summary>
internal interface IOutcome
{
    WorkflowRunStatus Status { get; }

    string? TaskId { get; }

    string? WorkflowRunId { get; }

    JToken? Outputs { get; }

    string? Error { get; }

    string Text { get; }

    bool TextIsComplete { get; }

    IReadOnlyList<HumanInputRequiredEvent> Forms { get; }

    IReadOnlyList<HumanInputRequiredEvent> ExpiredForms { get; }
}
