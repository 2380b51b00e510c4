namespace Dify.Generated.Testing;

/// <summary>How the event stream of a stopped run ends.</summary>
/// <remarks>
/// A real Dify server ends it either way, depending on which of its two stop mechanisms wins; run detail says <c>stopped</c> in both cases.
/// Before 1.16 it is mostly <see cref="Failed"/>, from then on always <see cref="Stopped"/>.
/// </remarks>
public enum StopOutcome
{
    /// <summary><c>workflow_finished</c> with the status <c>stopped</c> and the error "Stopped by user.".</summary>
    Stopped,

    /// <summary>
    /// <c>workflow_finished</c> with the status <c>failed</c> and the error "Aborted: User requested stop"; from 1.16 on with that error
    /// and
    /// the status <c>stopped</c>.
    /// </summary>
    Failed,
}
