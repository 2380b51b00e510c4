using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Reporting;
using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Experiments;

/// <summary>Whether what is generated and packed depends on the sources alone: two clones are packed, in folders of other names, at another
/// time, in another language and time zone.</summary>
internal sealed class Reproducibility : Experiment
{
    // Turkish makes another letter of an I, and on Kiritimati it is tomorrow already.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["LC_ALL"] = "tr_TR.UTF-8",
        ["LANG"] = "tr_TR.UTF-8",
        ["TZ"] = "Pacific/Kiritimati",
        ["DOTNET_CLI_UI_LANGUAGE"] = "ja",
    };

    public override IReadOnlyList<string> Goals => ["C11"];

    public override bool IsForReportsOnly => true;

    public override bool IsDisturbable => false;

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var scratch = new ScratchFolder();
        PackedClone first = CloneIn("first");
        PackedClone second = CloneIn("second-with-a-longer-name");

        // Both before anything is packed, so that an edit in the meantime is in both or in neither.
        await first.CloneAsync();
        await second.CloneAsync();
        await first.PackAsync(Command.SameEnvironment);
        await second.PackAsync(Elsewhere);

        IReadOnlyDictionary<string, byte[]> generated = first.GeneratedFiles();
        Dictionary<string, byte[]> here = FilesOf(first);
        Dictionary<string, byte[]> elsewhere = FilesOf(second);
        string[] different = [.. here.Keys.Union(elsewhere.Keys)
            .Order(StringComparer.Ordinal)
            .Where(name => !IsSame(here.GetValueOrDefault(name), elsewhere.GetValueOrDefault(name)))];
        IEnumerable<string> counted =
        [
            .. PackedClone.Ids.Select(id => Figures.Text($"{id} {here[id].Length:N0} bytes, SHA-256 {Hash(here[id])}")),
            Figures.Text($"{generated.Count} generated files of {generated.Values.Sum(bytes => bytes.Length):N0} bytes"),
        ];
        return new Outcome(new Finding(
            "C11",
            "two clean builds in other folders, at another time, in Turkish and in another time zone",
            "the same bytes",
            different.Length == 0 ? $"the same: {string.Join("; ", counted)}" : $"different: {string.Join(", ", different)}",
            different.Length == 0));

        PackedClone CloneIn(string name) => new(Path.Combine(scratch.Path, name), Path.Combine(scratch.Path, name + "-packed"));
    }

    private static Dictionary<string, byte[]> FilesOf(PackedClone clone)
    {
        var files = new Dictionary<string, byte[]>(clone.GeneratedFiles(), StringComparer.Ordinal);
        foreach (string id in PackedClone.Ids)
        {
            files.Add(id, File.ReadAllBytes(clone.PathOf(id)));
        }

        return files;
    }

    private static bool IsSame(byte[]? one, byte[]? other) => one is not null && other is not null && one.AsSpan().SequenceEqual(other);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16] + "…";
}
