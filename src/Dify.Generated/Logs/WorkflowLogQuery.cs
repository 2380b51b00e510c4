using System;

namespace Dify.Generated;

/// <summary>Which entries of the log are wanted. What is left unset does not narrow the choice.</summary>
public sealed class WorkflowLogQuery
{
    /// <summary>The most entries that the server gives in one page.</summary>
    public const int LargestPage = 100;

    /// <summary>A text that inputs, outputs or the session id hold. Older servers look at its first 30 characters alone.</summary>
    public string? Keyword { get; set; }

    /// <summary>How the run ended. The server knows no filter for other states.</summary>
    public WorkflowLogStatusFilter? Status { get; set; }

    /// <summary>Only entries from before this time.</summary>
    public DateTimeOffset? CreatedAtBefore { get; set; }

    /// <summary>Only entries from after this time.</summary>
    public DateTimeOffset? CreatedAtAfter { get; set; }

    /// <summary>Only runs of this end user: the <c>user</c> value of their calls.</summary>
    public string? CreatedByEndUserSessionId { get; set; }

    /// <summary>Only runs of this account: its email address.</summary>
    public string? CreatedByAccount { get; set; }

    /// <summary>How many entries one request fetches, 1 to <see cref="LargestPage"/>; the server's own number unless set.</summary>
    public int? PageSize { get; set; }

    internal WorkflowLogQuery Clone() => (WorkflowLogQuery)MemberwiseClone();
}
