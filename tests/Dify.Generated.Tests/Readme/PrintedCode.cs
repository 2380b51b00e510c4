using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.Generated.Tests.Documents;

namespace Dify.Generated.Tests.Readme;

/// <summary>The C# that the pages print, block by block, exactly as a reader copies it.</summary>
internal static class PrintedCode
{
    private const string Fence = "```";

    /// <summary>The pages for users: the two of the repository, and those of the packages.</summary>
    public static IReadOnlyList<string> Pages { get; } =
        ["README.md", "README.ja.md", "src/Dify.Generated/README.md",
            "src/Dify.Generated.Extensions.AI/README.md", "src/Dify.Generated.Testing/README.md", "src/Dify.Cli/README.md"];

    /// <summary>The blocks of a page with the number of the line that each begins at.</summary>
    public static IEnumerable<(int Line, string Code)> Blocks(string page)
    {
        List<string>? block = null;
        string[] lines = File.ReadAllLines(RepositoryFolder.File(page.Split('/')));
        for (int number = 0; number < lines.Length; number++)
        {
            if (block is null && lines[number] == Fence + "csharp")
            {
                block = [];
            }
            else if (block is not null && lines[number] == Fence)
            {
                yield return (number - block.Count + 1, string.Join("\n", block));
                block = null;
            }
            else
            {
                block?.Add(lines[number]);
            }
        }
    }

    /// <summary>A page up to its first second-level heading, which is what a reader sees before scrolling on.</summary>
    public static string FirstScreen(string page)
        => File.ReadAllText(RepositoryFolder.File(page.Split('/'))).Split("\n## ", StringSplitOptions.None)[0];
}
