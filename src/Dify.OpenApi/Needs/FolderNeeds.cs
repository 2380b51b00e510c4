using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Dify.OpenApi.Needs;

/// <summary>
/// What each folder of the library that may be left out needs of the generated code, and of the other such folders. Written by the build and committed: a line for each, as
/// <c>Logs WorkflowLogsResponse.HasMore bool</c>.
/// </summary>
internal sealed record FolderNeeds(string Folder, IReadOnlyList<(string Name, string Type)> Needs)
{
    private const string OtherFolder = "folder ";

    public static IReadOnlyList<FolderNeeds> Read(string file) =>
    [
        .. File.ReadAllLines(file)
            .Select(line => line.Split(" : ", 3))
            .Where(parts => parts.Length == 3)
            .GroupBy(parts => parts[0], StringComparer.Ordinal)
            .Select(folder => new FolderNeeds(folder.Key, [.. folder.Select(parts => (parts[1], parts[2].Trim()))])),
    ];

    public static string Write(IEnumerable<FolderNeeds> folders) =>
        string.Concat(folders.SelectMany(folder => folder.Needs.Select(need => $"{folder.Folder} : {need.Name} : {need.Type}".TrimEnd() + "\n")));

    public static (string Name, string Type) OnFolder(string folder) => (OtherFolder + folder, "");

    /// <summary>The folders that a contract does not serve, each with what it lacks.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> LeftOut(IReadOnlyList<FolderNeeds> folders, IReadOnlyDictionary<string, string> surface)
    {
        var leftOut = folders.Select(folder => (folder.Folder, Lacking: folder.Needs.Where(need => !need.Name.StartsWith(OtherFolder, StringComparison.Ordinal)
                && !ContractSurface.Serves(need.Type, surface.GetValueOrDefault(need.Name))).Select(need => Describe(need, surface)).ToList()))
            .Where(folder => folder.Lacking.Count > 0)
            .ToDictionary(folder => folder.Folder, folder => (IReadOnlyList<string>)folder.Lacking, StringComparer.Ordinal);

        // What builds on a folder that is left out goes with it.
        while (folders.FirstOrDefault(folder => !leftOut.ContainsKey(folder.Folder) && folder.Needs.Any(need => leftOut.Keys.Contains(need.Name[Math.Min(OtherFolder.Length, need.Name.Length)..], StringComparer.Ordinal))) is { } next)
        {
            leftOut[next.Folder] = [.. next.Needs.Select(need => need.Name).Where(name => name.StartsWith(OtherFolder, StringComparison.Ordinal) && leftOut.ContainsKey(name[OtherFolder.Length..]))];
        }

        return leftOut;
    }

    private static string Describe((string Name, string Type) need, IReadOnlyDictionary<string, string> surface) =>
        surface.TryGetValue(need.Name, out var actual) ? $"{need.Name} as {need.Type} (it is {actual})" : need.Name;
}
