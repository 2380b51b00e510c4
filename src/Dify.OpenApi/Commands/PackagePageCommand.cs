using System.CommandLine;
using System.IO;
using Dify.OpenApi.Snippets;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>page</c>: makes the page of a package of the README of its project. Packing calls it.</summary>
internal static class PackagePageCommand
{
    public static Command Create()
    {
        var readme = new Argument<string>("readme") { Description = "The README of the project." };
        var into = new Option<string>("--into") { Description = "The file for the page.", Required = true };
        var version = new Option<string>("--version") { Description = "The version of the package.", Required = true };
        var repository = new Option<string?>("--repository") { Description = "The repository's https address; empty if it is not known." };
        var commit = new Option<string?>("--commit") { Description = "The commit that is packed; empty if it is not known." };
        var command = new Command("page", "Makes the page of a package.") { readme, into, version, repository, commit };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            string? Given(Option<string?> option) => result.GetValue(option) is { Length: > 0 } text ? text : null;

            var page = PackagePage.Of(
                File.ReadAllText(result.GetValue(readme)!), result.GetValue(version)!, Given(repository), Given(commit));
            OutputFiles.Write([new OutputFile(result.GetValue(into)!, page)]);
            return 0;
        }));
        return command;
    }
}
