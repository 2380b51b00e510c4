using System.CommandLine;
using BenchmarkDotNet.Running;

namespace Dify.Benchmarks.Commands;

/// <summary><c>detail</c>: benchmarks of single layers, for whoever changes one of them.</summary>
internal static class DetailCommand
{
    public static Command Create()
    {
        var arguments = new Argument<string[]>("arguments")
        {
            Description = "Arguments for BenchmarkDotNet, such as --filter *.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("detail", "Benchmarks of single layers by BenchmarkDotNet.") { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(result =>
        {
            BenchmarkSwitcher.FromAssembly(typeof(DetailCommand).Assembly)
                .Run([.. result.GetValue(arguments) ?? [], .. result.UnmatchedTokens]);
            return 0;
        });
        return command;
    }
}
