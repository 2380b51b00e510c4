using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Dify.OpenApi.Tests.Compiling;

/// <summary>A document may add, move or reorder what generated methods take, so nothing written by hand counts on their order.</summary>
public sealed partial class NamedArgumentTests(CompiledClient client) : IClassFixture<CompiledClient>
{
    [Fact]
    public void Generated_methods_are_called_by_named_arguments()
    {
        var calls = new List<string>();
        var byPlace = new List<string>();
        foreach (var model in client.HandWritten())
        {
            foreach (var call in model.SyntaxTree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || !IsGenerated(method))
                {
                    continue;
                }

                calls.Add(method.Name);
                if (call.ArgumentList.Arguments.Any(argument => argument.NameColon is null))
                {
                    byPlace.Add($"{call.GetLocation().GetMappedLineSpan()}: {call}");
                }
            }
        }

        Assert.Contains("GetWorkflowLogsAsync", calls);
        Assert.Contains("StreamWorkflowEventsCall", calls);
        Assert.Equal([], byPlace);
    }

    private static bool IsGenerated(IMethodSymbol method) =>
        Client().IsMatch(method.ContainingType.Name)
        && method.OriginalDefinition.DeclaringSyntaxReferences.Any(
            reference => reference.SyntaxTree.FilePath.EndsWith(".g.cs", System.StringComparison.Ordinal));

    [GeneratedRegex("^I?Dify[A-Za-z]+Client$")]
    private static partial Regex Client();
}
