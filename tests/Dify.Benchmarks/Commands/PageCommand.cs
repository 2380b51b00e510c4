using System.CommandLine;
using Dify.Benchmarks.Reporting;

namespace Dify.Benchmarks.Commands;

/// <summary><c>page</c>: writes the page from results that were kept.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var command = new Command("page", "Writes the page from the results of the last report.");
        command.SetAction(_ =>
        {
            ResultsPage.Write(ResultsFile.Load());
            return 0;
        });
        return command;
    }
}
