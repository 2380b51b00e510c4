using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Faults;

/// <summary>The one place to look up what the client does when something goes wrong: 40 faults, each at every position where it can
/// occur.</summary>
[Trait(Goal.Trait, "B1")]
public sealed class FaultMatrixTests(FaultResults results, ITestOutputHelper output) : IClassFixture<FaultResults>
{
    public static TheoryData<int, string, string> Cases()
    {
        var cases = new TheoryData<int, string, string>();
        foreach (Fault fault in FaultMatrix.Rows)
        {
            foreach (FaultCase each in fault.Cases)
            {
                cases.Add(fault.Number, fault.Name, each.Position);
            }
        }

        return cases;
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Cases))]
    public async Task A_fault_has_the_right_outcome(int number, string name, string position)
    {
        Exception? failure = await results.OfAsync(number, position);

        Assert.True(failure is null, $"{number}, {name}, {position}: {failure}");
    }

    [Fact]
    public void The_rows_are_numbered_without_a_gap_and_each_has_cases_of_different_names()
    {
        Assert.Equal(Enumerable.Range(1, 40), FaultMatrix.Rows.Select(fault => fault.Number));
        Assert.Equal(40, FaultMatrix.Rows.Select(fault => fault.Name).Distinct().Count());
        Assert.All(FaultMatrix.Rows, fault => Assert.NotEmpty(fault.Cases));
        Assert.All(
            FaultMatrix.Rows, fault => Assert.Equal(fault.Cases.Count, fault.Cases.Select(each => each.Position).Distinct().Count()));
    }

    [Fact(Timeout = 600_000)]
    public async Task Every_case_of_every_fault_has_the_right_outcome()
    {
        var wrong = new List<string>();
        foreach (Fault fault in FaultMatrix.Rows)
        {
            int right = 0;
            foreach (FaultCase each in fault.Cases)
            {
                if (await results.OfAsync(fault.Number, each.Position) is null)
                {
                    right++;
                }
                else
                {
                    wrong.Add($"{fault.Number}, {fault.Name}, {each.Position}");
                }
            }

            output.WriteLine($"{fault.Number}. {fault.Name}: {right} of {fault.Cases.Count} right");
        }

        int cases = FaultMatrix.Rows.Sum(fault => fault.Cases.Count);
        output.Report("B1", $"{FaultMatrix.Rows.Count} faults, {cases} cases: {cases - wrong.Count} right");
        Assert.Empty(wrong);
    }
}
