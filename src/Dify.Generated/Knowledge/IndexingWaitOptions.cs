using System;

namespace Dify.Generated;

/// <summary>How the indexing of documents is waited for.</summary>
public sealed class IndexingWaitOptions
{
    internal static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait at most. 30 minutes unless set, 24 days at most.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Who is told how far each document is, whenever that has changed; null for nobody.</summary>
    public IProgress<DocumentIndexingProgress>? Progress { get; set; }

    internal void ThrowIfInvalid(string parameterName)
    {
        if (DifyClientOptionsValidator.TimeProblem(nameof(Timeout), Timeout) is { } problem)
        {
            throw new ArgumentException(problem, parameterName);
        }
    }
}
