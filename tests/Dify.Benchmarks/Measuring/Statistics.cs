using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Benchmarks.Measuring;

/// <summary>Medians and other ranks.</summary>
internal static class Statistics
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(50);

    /// <summary>The smallest value that so many percent of all are not above.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        double[] ordered = [.. values.Order()];
        return ordered[Math.Clamp((int)Math.Ceiling(ordered.Length * percent / 100) - 1, 0, ordered.Length - 1)];
    }
}
