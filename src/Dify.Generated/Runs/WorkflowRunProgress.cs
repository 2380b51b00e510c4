using System;

namespace Dify.Generated;

/// <summary>What there is to say of a run while its server says nothing of it. See <see cref="WorkflowRunOptions.Progress"/>.</summary>
public sealed class WorkflowRunProgress
{
    /// <summary>What there is to say.</summary>
    public WorkflowRunProgressKind Kind { get; init; }

    /// <summary>For how long nothing but pings came; zero when a stream has been taken up again.</summary>
    public TimeSpan Quiet { get; init; }

    /// <summary>The task id of the run; null if it is not known.</summary>
    public string? TaskId { get; init; }

    /// <summary>The id of the run; null if it is not known.</summary>
    public string? WorkflowRunId { get; init; }

    /// <summary>Where the run stands by its record on the server; null if the record could not be read, or has not been asked
    /// for.</summary>
    public WorkflowRunStatus? RecordStatus { get; init; }
}

/// <summary>What there is to say of a run while its server says nothing of it.</summary>
public enum WorkflowRunProgressKind
{
    /// <summary>The server has taken the request but has not begun the run: it has no free worker, or none at all.</summary>
    NotBegun,

    /// <summary>The run has begun, and for a while nothing but pings came. A node may be at work, an answer may have got lost on the
    /// server: see <see cref="WorkflowRunProgress.RecordStatus"/>.</summary>
    Quiet,

    /// <summary>The stream was interrupted and has been taken up again.</summary>
    Resumed,
}
