using System.CommandLine;
using System.IO;
using Dify.Cli.Localization;

namespace Dify.Cli.Settings;

/// <summary>Where a downloaded file goes. Looked at before anything is asked of the server.</summary>
internal static class OutputPath
{
    public static Option<string> Option() => new("--out") { HelpName = "FILE", Description = CliText.Get("OutOption"), Required = true };

    /// <exception cref="UsageException">No file can be written there.</exception>
    public static string Check(string path)
    {
        if (path == StandardStream.Name)
        {
            return path;
        }

        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new UsageException(CliText.Format("OutIsFolder", path));
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return folder is null || Directory.Exists(folder) ? path : throw new UsageException(CliText.Format("OutFolderMissing", folder));
    }
}
