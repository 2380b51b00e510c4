namespace Dify.Benchmarks.Measuring;

/// <summary>What was measured of one goal.</summary>
/// <param name="Goal">The goal's name, such as <c>D1</c>.</param>
/// <param name="What">What is promised.</param>
/// <param name="Limit">How it is to come out.</param>
/// <param name="Measured">How it came out.</param>
/// <param name="IsMet">Whether that is within the limit.</param>
/// <param name="Remark">Why a goal is missed, or what else the number needs; null if nothing.</param>
internal sealed record Finding(string Goal, string What, string Limit, string Measured, bool IsMet, string? Remark = null);
