namespace Dify.Generated.Testing;

/// <summary>The states of a run, in the words of run detail.</summary>
internal static class RunStatus
{
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Succeeded = "succeeded";
    public const string PartialSucceeded = "partial-succeeded";
    public const string Failed = "failed";
    public const string Stopped = "stopped";

    public static bool IsEnd(string status) => status is Succeeded or PartialSucceeded or Failed or Stopped;
}
