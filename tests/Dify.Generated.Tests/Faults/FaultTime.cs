namespace Dify.Generated.Tests.Faults;

/// <summary>The clock of a case.</summary>
internal enum FaultTime
{
    /// <summary>The system's, with waits of no length between tries.</summary>
    System,

    /// <summary>A clock that stands still and by which every wait is over at once; it keeps what was waited for.</summary>
    Instant,

    /// <summary>A clock that stands still and by which no wait ends.</summary>
    Still,

    /// <summary>A clock that the case sets forward.</summary>
    Fake,
}
