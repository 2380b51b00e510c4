namespace Dify.Benchmarks.Measuring;

/// <summary>What one contender took for one unit of work in one round.</summary>
/// <param name="Nanoseconds">Time by the clock on the wall.</param>
/// <param name="ProcessorNanoseconds">Time of all processors that the process used, the server in it included.</param>
/// <param name="Bytes">Bytes that were allocated, the server's included.</param>
internal sealed record Round(double Nanoseconds, double ProcessorNanoseconds, double Bytes);
