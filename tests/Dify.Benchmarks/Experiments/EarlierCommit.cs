using System.IO;
using System.Threading.Tasks;
using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Experiments;

/// <summary>The commit that goals compare with what is there now.</summary>
internal static class EarlierCommit
{
    public const string Name = "51ecf82";

    /// <summary>Makes a clone at the commit.</summary>
    /// <returns>Its folder; null where the history does not reach the commit.</returns>
    public static async Task<string?> CloneAsync(string scratch)
    {
        string[] question = ["cat-file", "-e", Name + "^{commit}"];
        if ((await Command.TryAsync(ProjectFolder.Root, Command.SameEnvironment, "git", question)).ExitCode != 0)
        {
            return null;
        }

        string folder = Path.Combine(scratch, "earlier");
        await Command.RunAsync(
            scratch, Command.SameEnvironment, "git", "clone", "--quiet", "--no-hardlinks", "--no-checkout", ProjectFolder.Root, folder);
        await Command.RunAsync(folder, Command.SameEnvironment, "git", "checkout", "--quiet", Name);
        return folder;
    }
}
