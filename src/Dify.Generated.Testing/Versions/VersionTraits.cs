using System;

namespace Dify.Generated.Testing;

/// <summary>What servers of one version do otherwise than those of another. Everything that depends on the version is asked here.</summary>
internal sealed class VersionTraits
{
    private static readonly Version Turn = new(1, 16);

    private VersionTraits(bool isNewer)
    {
        TellsBadInputAsRun = isNewer;
        EndsAnsweredRunsStopped = isNewer;
        TellsAnswersByEvents = !isNewer;
        HasApprovalChannels = isNewer;
        RendersSnapshots = isNewer;
        PutsPausedNodesInOrder = isNewer;
        CutsOtherReaders = isNewer;
        HasInputPlaceholder = isNewer;
        CallsEveryStopStopped = isNewer;
        ForgivesUnknownConversations = !isNewer;
        HasMessageUsage = isNewer;
        StopEndsAs = isNewer ? StopOutcome.Stopped : StopOutcome.Failed;
        StreamCloseDelay = isNewer ? TimeSpan.Zero : TimeSpan.FromSeconds(1);
    }

    /// <summary>Bad input of a streaming run comes as a run that starts and fails at once, and not as an <c>error</c> event.</summary>
    public bool TellsBadInputAsRun { get; }

    /// <summary>The server takes a pause for a stop when the run goes on.</summary>
    public bool EndsAnsweredRunsStopped { get; }

    /// <summary>Answered and expired forms have events of their own, beside the end of their node.</summary>
    public bool TellsAnswersByEvents { get; }

    public bool HasApprovalChannels { get; }

    /// <summary>Snapshots hold the text of a form as a person reads it, and not its template.</summary>
    public bool RendersSnapshots { get; }

    /// <summary>Live pauses name their nodes in the order of the forms, and not in the opposite one.</summary>
    public bool PutsPausedNodesInOrder { get; }

    /// <summary>A reader that leaves a run takes the other readers' events along.</summary>
    public bool CutsOtherReaders { get; }

    public bool HasInputPlaceholder { get; }

    /// <summary>The stream calls a stopped run stopped, whichever of the two stop mechanisms wins; its error tells which.</summary>
    public bool CallsEveryStopStopped { get; }

    /// <summary>A chatflow takes a conversation that it does not know for a new one.</summary>
    public bool ForgivesUnknownConversations { get; }

    /// <summary>Messages on record tell what they cost.</summary>
    public bool HasMessageUsage { get; }

    /// <summary>How a stopped run mostly ends.</summary>
    public StopOutcome StopEndsAs { get; }

    /// <summary>How long a stream stays open after its last event.</summary>
    public TimeSpan StreamCloseDelay { get; }

    /// <summary>The traits of a version such as <c>1.14.2</c>; what is no version counts as one of before 1.16.</summary>
    public static VersionTraits Of(string version) =>
        new(Version.TryParse(version.Split('-', 2)[0], out Version? parsed) && parsed >= Turn);
}
