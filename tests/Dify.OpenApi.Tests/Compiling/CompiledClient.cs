using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Dify.OpenApi.Releasing;
using Dify.OpenApi.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Dify.OpenApi.Tests.Compiling;

/// <summary>The library, the stand-in server and the command line, compiled with the client of any document.</summary>
public sealed class CompiledClient
{
    // One for all tests: the builds that are asked would write the same files.
    private static readonly Lazy<CompiledProject> Library = new(() => new CompiledProject("src/Dify.Generated/Dify.Generated.csproj"));
    private static readonly Lazy<CompiledProject> StandIn = new(
        () => new CompiledProject("src/Dify.Generated.Testing/Dify.Generated.Testing.csproj"));
    private static readonly Lazy<CompiledProject> CommandLine = new(() => new CompiledProject("src/Dify.Cli/Dify.Cli.csproj"));

    /// <summary>The library as the build last made it.</summary>
    internal Compilation Own => Library.Value.Compile(null);

    /// <summary>The hand-written sources of all three, each with what it means.</summary>
    internal IEnumerable<SemanticModel> HandWritten()
    {
        var (first, second, third) = CompileAll(null);
        return new[] { (Library.Value, first), (StandIn.Value, second), (CommandLine.Value, third) }.SelectMany(
            pair => pair.Item1.HandWritten.Select(tree => pair.Item2.GetSemanticModel(tree)));
    }

    /// <summary>Generates and compiles; the document was prepared already.</summary>
    /// <returns>The two libraries, and what is wrong with any of the three.</returns>
    internal async Task<(Compilation Library, Compilation StandIn, IReadOnlyList<string> Errors)> BuildAsync(TestFolder folder)
    {
        var generated = new Dictionary<string, string>(await NSwagInProcess.RunAsync(folder));
        foreach (var file in Directory.EnumerateFiles(folder["generated"], "*.g.cs"))
        {
            generated[Path.GetFileName(file)] = File.ReadAllText(file);
        }

        var (first, second, third) = CompileAll(generated);
        return (first, second, [.. CompiledProject.Errors(first)
            .Concat(CompiledProject.Errors(second))
            .Concat(CompiledProject.Errors(third))]);
    }

    /// <summary>The listings of the public members of the two libraries, by project.</summary>
    internal static IReadOnlyDictionary<string, ApiListing> Listings(TestFolder folder, Compilation library, Compilation standIn)
    {
        var assemblies = new[] { library, standIn };
        foreach (var compilation in assemblies)
        {
            var emitted = compilation.Emit(folder.Write($"assemblies/{compilation.AssemblyName}.dll", ""));
            Assert.True(emitted.Success, string.Join("; ", emitted.Diagnostics.Take(5)));
        }

        foreach (var file in assemblies.SelectMany(compilation => compilation.References)
            .OfType<PortableExecutableReference>()
            .Select(reference => reference.FilePath!)
            .Distinct())
        {
            File.Copy(file, folder[$"assemblies/{Path.GetFileName(file)}"], overwrite: true);
        }

        return assemblies.ToDictionary(
            compilation => compilation.AssemblyName!,
            compilation => ApiListing.Parse(AssemblyListing.Of(folder[$"assemblies/{compilation.AssemblyName}.dll"])));
    }

    private (Compilation Library, Compilation StandIn, Compilation CommandLine) CompileAll(IReadOnlyDictionary<string, string>? generated)
    {
        var first = Library.Value.Compile(generated);
        var second = StandIn.Value.Compile(null, first);
        return (first, second, CommandLine.Value.Compile(null, first, second));
    }
}
