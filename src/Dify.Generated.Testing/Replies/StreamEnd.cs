namespace Dify.Generated.Testing;

/// <summary>What ends an event stream. An <c>error</c> event never does.</summary>
/// <param name="OnFinished">It ends after <c>workflow_finished</c>.</param>
/// <param name="OnPaused">It ends after <c>workflow_paused</c>.</param>
/// <param name="OnIdle">It ends without a terminal event when nothing was sent for too long.</param>
internal sealed record StreamEnd(bool OnFinished, bool OnPaused, bool OnIdle)
{
    public bool IsAfter(string name) => (OnFinished && name == "workflow_finished") || (OnPaused && name == "workflow_paused");
}
