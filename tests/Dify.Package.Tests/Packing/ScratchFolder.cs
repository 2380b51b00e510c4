using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;

namespace Dify.Package.Tests.Packing;

/// <summary>Copies of the samples, to be restored and run outside the tree and with a package cache of their own, so that an older package
/// of the same version is never taken.</summary>
internal sealed class ScratchFolder
{
    private readonly string folder;
    private readonly Dictionary<string, string> environment;
    private readonly Lazy<Task> built;

    public ScratchFolder(string folder, string packageSource)
    {
        this.folder = folder;
        var packages = Directory.CreateDirectory(Path.Combine(folder, "packages")).FullName;
        environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = packages,
            // Read by the build as properties: the samples name no source themselves.
            ["RestoreAdditionalProjectSources"] = packageSource,
            ["RestoreFallbackFolders"] = LinkOtherPackages(Path.Combine(folder, "fallback")),
        };
        CopySamples();
        built = new Lazy<Task>(() => DotnetAsync(folder, environment, "build", "Samples.slnx", "-nologo", "-v", "q"));
    }

    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>The copy of a sample.</summary>
    public string CopyOf(string sample) => Path.Combine(folder, sample);

    /// <summary>The copy of a sample that is a project, built: all of them are, at the first call, because one build of six takes half the
    /// time of six builds.</summary>
    public async Task<string> BuiltCopyOfAsync(string sample)
    {
        await built.Value;
        return CopyOf(sample);
    }

    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    public Dictionary<string, string> EnvironmentWith(params (string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string>(environment);
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return all;
    }

    public Task<CommandResult> DotnetAsync(string workingFolder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
        =>
        Command.RunAsync(workingFolder, variables, Command.Dotnet, arguments);

    private void CopySamples()
    {
        foreach (var file in Directory.EnumerateFiles(ProjectFolder.Samples, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(ProjectFolder.Samples, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The user's own cache without this project's packages, so that what everybody uses need not be fetched again.</summary>
    private static string LinkOtherPackages(string links)
    {
        Directory.CreateDirectory(links);
        var cache = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (Directory.Exists(cache))
        {
            foreach (var package in Directory.EnumerateDirectories(cache))
            {
                var id = Path.GetFileName(package);
                if (!id.StartsWith("dify.", StringComparison.OrdinalIgnoreCase))
                {
                    Directory.CreateSymbolicLink(Path.Combine(links, id), package);
                }
            }
        }

        return links;
    }
}
