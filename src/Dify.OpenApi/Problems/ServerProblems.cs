using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Problems;

/// <summary>A problem that servers answer though documents are silent about it.</summary>
internal sealed record ServerProblem(Prose Explanation, IReadOnlyList<string> Statuses);

/// <summary>The committed list of such problems.</summary>
internal static class ServerProblems
{
    public static IReadOnlyDictionary<string, ServerProblem> All { get; } = Load();

    public static Prose Explain(string code) =>
        All.TryGetValue(code, out var problem)
            ? problem.Explanation
            : new Prose($"The server answered {code}.", $"サーバーが {code} を返しました。", $"服务器返回了 {code}。");

    private static Dictionary<string, ServerProblem> Load()
    {
        using var stream = typeof(ServerProblems).Assembly.GetManifestResourceStream("server-codes.yaml")!;
        using var reader = new StreamReader(stream);
        var root = (MappingNode)YamlNodeReader.Read("server-codes.yaml", reader.ReadToEnd(), 1);
        return root.Entries.ToDictionary(entry => entry.Key, entry => Problem((MappingNode)entry.Value), StringComparer.Ordinal);
    }

    private static ServerProblem Problem(MappingNode node) =>
        new(
            new Prose(Text(node.Find("en")!), Text(node.Find("ja")!), Text(node.Find("zh")!)),
            [.. ((SequenceNode)node.Find("statuses")!).Items.Select(Text)]);

    private static string Text(DocumentNode node) => ((ScalarNode)node).Text;
}
