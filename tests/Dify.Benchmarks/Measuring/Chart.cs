using System.Collections.Generic;

namespace Dify.Benchmarks.Measuring;

/// <summary>Values of several things of one kind, to be drawn as bars.</summary>
/// <param name="Name">The name of the file that it is drawn into, without ending.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Unit">What the values count.</param>
/// <param name="Bars">The values, in order.</param>
internal sealed record Chart(string Name, string Title, string Unit, IReadOnlyList<Bar> Bars);

/// <summary>One value.</summary>
/// <param name="Label">What it is the value of.</param>
/// <param name="Value">The value.</param>
internal sealed record Bar(string Label, double Value);
