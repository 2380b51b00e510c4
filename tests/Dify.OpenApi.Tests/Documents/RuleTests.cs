using System.Linq;
using System.Reflection;
using Dify.OpenApi.Documents;
using Xunit;

namespace Dify.OpenApi.Tests.Documents;

/// <summary>The numbers of messages.</summary>
public sealed class RuleTests
{
    [Fact]
    public void Each_rule_has_a_number_of_its_own()
    {
        var numbers = typeof(Rule).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(static field => (string)field.GetRawConstantValue()!)
            .ToList();

        Assert.InRange(numbers.Count, 20, 100);
        Assert.Equal(numbers.Distinct(), numbers);
        Assert.All(numbers, static number => Assert.Matches("^DIFY[0-9]{3}$", number));
    }
}
