using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.OpenApi.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Dify.OpenApi.Tests.Compiling;

/// <summary>
/// A folder of the library's hand-written half is a room, and a room uses only those that ARCHITECTURE.md lists before it: so a reader can
/// begin at one end.
/// </summary>
public sealed partial class RoomTests(CompiledClient client) : IClassFixture<CompiledClient>
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(TestFiles.VendoredFolder, ".."));

    private static readonly string Library = Path.Combine(Root, "src", "Dify.Generated") + Path.DirectorySeparatorChar;

    [Fact]
    public void A_room_uses_only_the_rooms_before_it()
    {
        List<string> order = [.. Listed().Split(" → ").Select(room => room.Trim('`'))];
        var used = new HashSet<(string From, string To)>();
        var backwards = new SortedSet<string>();
        Compilation library = client.Own;
        foreach (SyntaxTree source in library.SyntaxTrees.Where(source => IsHandWritten(source.FilePath)))
        {
            string from = Room(source.FilePath);
            SemanticModel model = library.GetSemanticModel(source);
            foreach (SimpleNameSyntax name in source.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (model.GetSymbolInfo(name).Symbol is not INamedTypeSymbol type || RoomOf(type) is not { } to || to == from)
                {
                    continue;
                }

                used.Add((from, to));
                if (order.IndexOf(to) > order.IndexOf(from))
                {
                    backwards.Add($"{from} uses {type.Name} of {to}: {Path.GetFileName(source.FilePath)}");
                }
            }
        }

        IEnumerable<string> rooms = library.SyntaxTrees.Select(source => source.FilePath).Where(IsHandWritten).Select(Room);
        Assert.Equal(order.Order(), rooms.Distinct().Order());
        Assert.Contains(("Http", "Errors"), used);
        Assert.Equal([], backwards);
    }

    private static string Listed() =>
        List().Match(File.ReadAllText(Path.Combine(Root, "ARCHITECTURE.md")).ReplaceLineEndings(" ")).Groups[1].Value;

    private static bool IsHandWritten(string path) =>
        path.StartsWith(Library, StringComparison.Ordinal) && Room(path) is not ("obj" or "Generated");

    /// <summary>The folder of a source, or what the list calls the files beside the folders.</summary>
    private static string Room(string path) =>
        path[Library.Length..].Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : "options";

    /// <summary>The room that a type is in; null for one of the platform, of a package or, in whole or in part, of the generated
    /// half.</summary>
    private static string? RoomOf(INamedTypeSymbol type)
    {
        List<string> paths = [.. type.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath)];
        List<string> rooms = [.. paths.Where(IsHandWritten).Select(Room).Distinct()];
        return paths.All(IsHandWritten) && rooms is [var room] ? room : null;
    }

    [GeneratedRegex(@"uses only those before it: (`[^.]*`)\.")]
    private static partial Regex List();
}
