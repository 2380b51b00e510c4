using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Dify.OpenApi.Snippets;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>snippets</c>: copies compiled code into the pages that show it.</summary>
internal static class SnippetsCommand
{
    // The first screen is a whole program, which nothing may stand around.
    internal static readonly string[] Sources = ["tests/Dify.Generated.Tests/Readme/ReadmeSnippets.cs",
        "tests/Dify.Package.Tests/Samples/FirstScreen/Program.cs"];

    private static readonly string[] Pages = ["README.md", "README.ja.md", "src/Dify.Generated/README.md", "src/Dify.Generated.Testing/README.md"];

    public static Command Create()
    {
        var command = new Command("snippets", "Copies the compiled snippets into the README pages.");
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var root = ProjectFolder.Find() ?? throw new IOException("No folder from here upwards holds nswag.json. Run this inside the project.");
            var snippets = Sources.SelectMany(source => SnippetSource.Read(Path.Combine(root, source))).ToDictionary();
            OutputFiles.Write(Filled(root, snippets).ToList());
            return 0;
        }));
        return command;
    }

    private static IEnumerable<OutputFile> Filled(string root, IReadOnlyDictionary<string, string> snippets)
        => from page in Pages
           let path = Path.Combine(root, page)
           where File.Exists(path)
           select new OutputFile(path, SnippetPage.Fill(page, File.ReadAllText(path), snippets));
}
