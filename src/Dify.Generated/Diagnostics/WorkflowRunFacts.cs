using System;

namespace Dify.Generated;

/// <summary>What a span says of a run that was followed.</summary>
internal sealed record WorkflowRunFacts(
    string? WorkflowRunId, string? TaskId, string? Status, long Events, int Resumptions, TimeSpan? TimeToFirstEvent, long? TotalTokens);
