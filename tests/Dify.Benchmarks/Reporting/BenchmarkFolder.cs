using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Reporting;

/// <summary>Where the page of results and what it is made from lie.</summary>
internal static class BenchmarkFolder
{
    public static string Path { get; } = System.IO.Path.Combine(ProjectFolder.Root, "tests", "Dify.Benchmarks");
}
