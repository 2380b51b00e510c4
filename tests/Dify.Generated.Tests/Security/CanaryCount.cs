namespace Dify.Generated.Tests.Security;

/// <summary>How many calls were made, and how many of their texts were looked at and held nothing secret.</summary>
internal readonly record struct CanaryCount(int Calls, int OfExceptions, int OfLogs, int OfSpans, int OfMeasurements)
{
    public static CanaryCount operator +(CanaryCount left, CanaryCount right) => new(
        left.Calls + right.Calls,
        left.OfExceptions + right.OfExceptions,
        left.OfLogs + right.OfLogs,
        left.OfSpans + right.OfSpans,
        left.OfMeasurements + right.OfMeasurements);
}
