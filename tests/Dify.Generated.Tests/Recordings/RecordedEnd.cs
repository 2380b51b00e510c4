namespace Dify.Generated.Tests.Recordings;

/// <summary>How the body of a recorded answer ended.</summary>
public enum RecordedEnd
{
    /// <summary>The server ended it in order.</summary>
    Closed,

    /// <summary>It had not ended when the recording did.</summary>
    StillOpen,

    /// <summary>The connection broke in the middle of it.</summary>
    Broken,
}
