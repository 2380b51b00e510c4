using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Dify.OpenApi.Needs;

/// <summary>
/// What each folder of the library that may be left out needs of the generated code, and of the other such folders. Written by the build
/// and committed: a line for each, as <c>Logs : WorkflowLogsResponse.HasMore : bool</c>.
/// </summary>
/// <param name="Folder">The folder.</param>
/// <param name="Needs">The names, as <see cref="ContractSurface"/> has them, and their types.</param>
internal sealed record FolderNeeds(string Folder, IReadOnlyList<(string Name, string Type)> Needs)
{
    private const string OtherFolder = "folder ";

    public static IReadOnlyList<FolderNeeds> Read(string file) =>
    [
        .. File.ReadAllLines(file)
            .Select(line => line.Split(" : ", 3))
            .Where(parts => parts.Length > 1)
            .GroupBy(parts => parts[0], StringComparer.Ordinal)
            .Select(folder => new FolderNeeds(
                folder.Key, [.. folder.Select(parts => (parts[1], parts.Length > 2 ? parts[2] : ContractSurface.Present))])),
    ];

    public static string Write(IEnumerable<FolderNeeds> folders) =>
        string.Concat(folders.SelectMany(
            folder => folder.Needs.Select(need => $"{folder.Folder} : {need.Name}{(need.Type.Length > 0 ? " : " : "")}{need.Type}\n")));

    public static (string Name, string Type) OnFolder(string folder) => (OtherFolder + folder, "");

    /// <summary>The folders that a contract does not serve, each with what it lacks.</summary>
    public static IReadOnlyList<(string Folder, IReadOnlyList<string> Lacking)> LeftOut(
        IReadOnlyList<FolderNeeds> folders, IReadOnlyDictionary<string, string> surface)
    {
        var leftOut = new OrderedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            var lacking = folder.Needs.Where(
                need => !IsFolder(need.Name) && !ContractSurface.Serves(need.Type, surface.GetValueOrDefault(need.Name))).ToList();
            if (lacking.Count > 0)
            {
                // A type that is missing says it for its members.
                leftOut[folder.Folder] = [.. lacking.Where(need => surface.ContainsKey(need.Name) || !lacking.Exists(other =>
                    need.Name.StartsWith($"{other.Name}.", StringComparison.Ordinal))).Select(need => Describe(need, surface))];
            }
        }

        // What builds on a folder that is left out goes with it.
        while (folders.FirstOrDefault(
            folder => !leftOut.ContainsKey(folder.Folder) && folder.Needs.Any(need => IsLeftOut(need.Name))) is { } next)
        {
            leftOut[next.Folder] = [.. next.Needs.Select(need => need.Name).Where(IsLeftOut)];
        }

        return [.. leftOut.Select(folder => (folder.Key, folder.Value))];

        bool IsLeftOut(string name) => IsFolder(name) && leftOut.ContainsKey(name[OtherFolder.Length..]);
    }

    private static bool IsFolder(string name) => name.StartsWith(OtherFolder, StringComparison.Ordinal);

    private static string Describe((string Name, string Type) need, IReadOnlyDictionary<string, string> surface) =>
        surface.TryGetValue(need.Name, out var actual) ? $"{need.Name} as {need.Type} (it is {actual})" : need.Name;
}
