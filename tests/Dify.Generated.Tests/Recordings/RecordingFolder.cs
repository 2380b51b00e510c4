using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.Generated.Tests.Documents;
using Xunit;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// The recordings: a few of our own beside these tests, always, written by hand or taken from the stand-in, and those of a real server
/// from the folder that <c>DIFY_RECORDINGS</c> names, or else from <c>shared/real-dify</c> next to the repository, where there is one.
/// </summary>
internal static class RecordingFolder
{
    /// <summary>What the names of our own recordings begin with.</summary>
    public const string Own = "own";

    private const string Variable = "DIFY_RECORDINGS";

    private static readonly Lazy<IReadOnlyDictionary<string, Recording>> Recordings =
        new(() => Read().ToDictionary(recording => recording.Name));

    public static IEnumerable<Recording> All => Recordings.Value.Values;

    /// <summary>The names of the recordings that a test asks for, for a theory; <see cref="Get"/> gives each.</summary>
    public static TheoryData<string> Names(Func<Recording, bool> isWanted)
        => new(All.Where(isWanted).Select(recording => recording.Name));

    public static Recording Get(string name) => Recordings.Value[name];

    private static IEnumerable<Recording> Read()
        => Read(RepositoryFolder.File("tests", "Dify.Generated.Tests", "Recordings", "Own"), Own)
            .Concat(RealServer() is { } folder ? Read(folder, null) : []);

    private static string? RealServer()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"{Variable} names {named}, which is no folder.");
        }

        string beside = Path.GetFullPath(Path.Combine(RepositoryFolder.Path, "..", "shared", "real-dify"));
        return Directory.Exists(beside) ? beside : null;
    }

    private static IEnumerable<Recording> Read(string folder, string? prefix)
        => from file in Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           let name = Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace('\\', '/')
           select RecordingReader.Read(prefix is null ? name : $"{prefix}/{name}", File.ReadLines(file));
}
