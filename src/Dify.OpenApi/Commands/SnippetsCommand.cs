using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Dify.OpenApi.Snippets;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>snippets</c>: copies whole programs into the pages that show them; a test compiles what the pages then show.</summary>
internal static class SnippetsCommand
{
    private static readonly string[] Pages =
    [
        "README.md",
        "README.ja.md",
        "src/Dify.Generated/README.md",
        "src/Dify.Generated.Extensions.AI/README.md",
        "src/Dify.Generated.Testing/README.md",
    ];

    public static Command Create()
    {
        var command = new Command("snippets", "Copies the programs of the snippet folder into the README pages.");
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var root = ProjectFolder.Find() ?? throw new IOException(
                "No folder from here upwards holds nswag.json. Run this inside the project.");
            OutputFiles.Write(Filled(root, SnippetFolder.Read(root)).ToList());
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
