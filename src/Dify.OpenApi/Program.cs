using System.CommandLine;
using System.IO;
using Dify.OpenApi.Commands;

namespace Dify.OpenApi;

internal static class Program
{
    private static int Main(string[] arguments) => Run(arguments, System.Console.Out, System.Console.Error);

    /// <summary>Runs a command line with the given streams.</summary>
    internal static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Prepares Dify's OpenAPI documents for the client's generator.")
        {
            PrepareCommand.Create(),
            LayoutCommand.Create(),
            ImportCommand.Create(),
            DriftCommand.Create(),
            DiffCommand.Create(),
            PublicApiCommand.Create(),
            ReleasedCommand.Create(),
            SnippetsCommand.Create(),
            DocumentationCommand.Create(),
            PackagePageCommand.Create(),
        };
        return root.Parse(arguments).Invoke(new InvocationConfiguration { Output = output, Error = error });
    }
}
