using System.Collections.Generic;

namespace Dify.Generated.Tests.Faults;

/// <summary>All rows: what can go wrong between a client and a server, at each position, with the outcome that is right.</summary>
internal static class FaultMatrix
{
    public static IReadOnlyList<Fault> Rows { get; } =
    [
        .. ConnectionFaults.Rows,
        .. AnswerFaults.Rows,
        .. StreamFaults.Rows,
        .. SlowFaults.Rows,
        .. EventFaults.Rows,
        .. LeavingFaults.Rows,
        .. UploadFaults.Rows,
        .. RedirectFaults.Rows,
        .. RaceFaults.Rows,
    ];
}
