using Xunit.Abstractions;

namespace Dify.Generated.Tests.Goals;

/// <summary>
/// The goals of the results page (tests/Dify.Benchmarks/README.md). A test that proves one bears its name as a trait, so that <c>dotnet
/// test --filter Goal=B2</c> runs it, and tells what it counted; the page quotes the line.
/// </summary>
internal static class Goal
{
    /// <summary>The name of the trait.</summary>
    public const string Trait = "Goal";

    /// <summary>What precedes a line for the results page.</summary>
    private const string Mark = "Goal ";

    /// <summary>Tells what was counted.</summary>
    public static void Report(this ITestOutputHelper output, string goal, string counted) => output.WriteLine($"{Mark}{goal}: {counted}");
}
