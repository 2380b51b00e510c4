using System.CommandLine;
using System.Threading.Tasks;
using Dify.Benchmarks.Commands;

namespace Dify.Benchmarks;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Measures the client against baselines in the same run.")
        {
            GateCommand.Create(),
            ReportCommand.Create(),
            PageCommand.Create(),
            DetailCommand.Create(),
            ChildCommand.Create(),
        };
        return root.Parse(arguments).InvokeAsync();
    }
}
