namespace Dify.Generated;

/// <summary>What becomes of a run on the server when its caller cancels, disposes of it, or leaves the loop over its events. Dify itself
/// lets it run on.</summary>
public enum OnCancel
{
    /// <summary>The run is stopped by its own task id and user.</summary>
    StopRun,

    /// <summary>The run goes on; it can be followed again with <see cref="IDifyWorkflowClient.ResumeWorkflowAsync"/>.</summary>
    LeaveRunning,
}
