namespace Dify.Benchmarks.Measuring;

/// <summary>How long to measure.</summary>
internal enum Effort
{
    /// <summary>Long enough to notice that a goal is missed.</summary>
    Short,

    /// <summary>Long enough to be quoted.</summary>
    Full,
}
