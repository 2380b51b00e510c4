using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Dify.Package.Tests.Packing;

/// <summary>A clone of the repository with the working tree's uncommitted changes laid over it, so that what is tested is what is
/// there.</summary>
internal static class Clone
{
    public static async Task MakeAsync(string folder)
    {
        await Command.RunAsync(
            Path.GetDirectoryName(folder)!,
            Command.SameEnvironment,
            "git",
            "clone",
            "--quiet",
            "--no-hardlinks",
            ProjectFolder.Root,
            folder);
        foreach (var file in await ListAsync("--modified", "--others", "--exclude-standard", "--deleted"))
        {
            var source = Path.Combine(ProjectFolder.Root, file);
            var target = Path.Combine(folder, file);
            if (File.Exists(source))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(source, target, overwrite: true);
            }
            else
            {
                File.Delete(target);
            }
        }
    }

    private static async Task<IEnumerable<string>> ListAsync(params string[] options)
    {
        var listing = await Command.RunAsync(ProjectFolder.Root, Command.SameEnvironment, "git", ["ls-files", "-z", .. options]);
        return listing.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);
    }
}
