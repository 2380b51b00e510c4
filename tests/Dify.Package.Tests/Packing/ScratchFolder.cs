using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;

namespace Dify.Package.Tests.Packing;

/// <summary>Where samples are copied to, restored and run, outside the tree and with a package cache of its own, so that an older package of the same version is never taken.</summary>
internal sealed class ScratchFolder
{
    private readonly string folder;
    private readonly Dictionary<string, string> environment;

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
    }

    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <summary>A copy of a sample.</summary>
    public string CopyOf(string sample)
    {
        var source = Path.Combine(ProjectFolder.Samples, sample);
        var target = Path.Combine(folder, sample);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
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

    public Task<CommandResult> DotnetAsync(string workingFolder, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        Command.RunAsync(workingFolder, variables, Command.Dotnet, arguments);

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
