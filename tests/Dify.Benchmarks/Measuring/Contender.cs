using System;
using System.Threading.Tasks;

namespace Dify.Benchmarks.Measuring;

/// <summary>One way to do the work.</summary>
/// <param name="Name">What it is called in tables and plots.</param>
/// <param name="RunAsync">Does the work once and tells how many units of it were done.</param>
internal sealed record Contender(string Name, Func<Task<long>> RunAsync);
