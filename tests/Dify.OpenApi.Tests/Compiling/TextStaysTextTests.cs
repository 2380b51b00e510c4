using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Dify.OpenApi.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Dify.OpenApi.Tests.Compiling;

/// <summary>Whatever a document says, and wherever it says it, is a text in the client: never code, markup or a build's property.</summary>
public sealed partial class TextStaysTextTests
{
    private const string Word = "zqmark";

    /// <summary>Where it gets out of a string, a comment, markup, a template or a build file, the word stands by itself.</summary>
    private const string Marker = "a\"; zqmark(); \"}}*/ zqmark(); /* {{ zqmark }}{% zqmark %}</summary>$(zqmark) `zqmark` ${zqmark} ' \\";

    private const string LineBreaks = "\r\nzqmark();\u2028zqmark();\u0085zqmark();\u000Bzqmark";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>The places of a document: a chain of keys and indices, and whether the key itself is meant.</summary>
    public static IEnumerable<(IReadOnlyList<object> Path, bool IsKey)> Places(JsonNode? node, IReadOnlyList<object> path)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, value) in members)
                {
                    yield return ([.. path, key], true);
                    foreach (var place in Places(value, [.. path, key]))
                    {
                        yield return place;
                    }
                }

                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    foreach (var place in Places(items[index], [.. path, index]))
                    {
                        yield return place;
                    }
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                yield return (path, false);
                break;
        }
    }

    /// <param name="text">What is written everywhere, one place at a time.</param>
    /// <param name="takenAtLeast">One place of so many goes into the client; were every document refused, nothing would have been looked
    /// at.</param>
    [Theory]
    [InlineData(Marker, 4)]
    [InlineData(Marker + LineBreaks, 6)]
    public async Task A_hostile_text_stays_a_text_in_every_place(string text, int takenAtLeast)
    {
        var document = Notation.Json(TestFiles.Data("every-place.yaml"));
        var places = Places(JsonNode.Parse(document), []).ToList();
        var taken = 0;
        var failures = new List<string>();
        foreach (var (path, isKey) in places)
        {
            var changed = JsonNode.Parse(document)!;
            Put(changed, path, isKey, text);
            try
            {
                taken += await CheckAsync(changed.ToJsonString(Indented)) ? 1 : 0;
            }
            catch (Exception exception)
            {
                failures.Add($"{(isKey ? "key" : "value")} {string.Join('/', path)}: {exception.Message}");
            }
        }

        Assert.Equal([], failures);

        Assert.InRange(taken, places.Count / takenAtLeast, places.Count);
    }

    [GeneratedRegex(@"\(\d+,\d+\): error DIFY(?!999)\d{3}: ")]
    private static partial Regex Refusal();

    private static void Put(JsonNode root, IReadOnlyList<object> path, bool isKey, string text)
    {
        var owner = path.Take(path.Count - 1).Aggregate(root, (node, part) => part is int index ? node[index]! : node[(string)part]!);
        switch (path[^1])
        {
            case int index:
                owner[index] = text;
                break;
            case string key when isKey:
                var members = owner.AsObject().ToList();
                owner.AsObject().Clear();
                members.ForEach(
                    member => owner[member.Key == key ? key.StartsWith('/') ? $"{key}{text}" : text : member.Key] = member.Value);
                break;
            case string key:
                owner[key] = text;
                break;
        }
    }

    /// <returns>Whether the document was taken; otherwise it was refused by its place.</returns>
    private static async Task<bool> CheckAsync(string document)
    {
        using var folder = new TestFolder();
        var run = Tool.Prepare(folder, folder.Write("en.json", document), null);
        if (run.ExitCode != 0)
        {
            Assert.True(Refusal().IsMatch(run.Error) && run.Error.TrimEnd().Split('\n').Length == 1, run.Error);
            return false;
        }

        var sources = new Dictionary<string, string>(await NSwagInProcess.RunAsync(folder));
        foreach (var file in Directory.EnumerateFiles(folder["generated"], "*.g.cs"))
        {
            sources[Path.GetFileName(file)] = File.ReadAllText(file);
        }

        foreach (var (name, source) in sources)
        {
            var tree = CSharpSyntaxTree.ParseText(source, Parsing);
            Assert.True(!tree.GetDiagnostics().Any(), $"{name}: {string.Join("; ", tree.GetDiagnostics().Take(3))}");
            var outside = tree.GetRoot().DescendantTokens().Where(token => token.ValueText == Word).ToList();
            Assert.True(outside.Count == 0, $"{name}: the text got out at {outside.FirstOrDefault().GetLocation()}");
        }

        Assert.All(Directory.EnumerateFiles(folder["generated"], "*.resx"), file => XDocument.Load(file));
        Assert.All(
            Directory.EnumerateFiles(folder["contract"], "*.txt"),
            file => Assert.DoesNotContain(Word, File.ReadAllText(file), StringComparison.Ordinal));
        return true;
    }
}
