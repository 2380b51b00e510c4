using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Problems;

/// <summary>All problem codes: those of the documents, and those that every server can send though no document says so.</summary>
internal static class ProblemCatalogue
{
    private sealed class Entry
    {
        public SortedSet<string> Statuses { get; } = new(StringComparer.Ordinal);

        public List<string> English { get; } = [];

        public List<string> EnglishMessages { get; } = [];

        public List<string> Japanese { get; } = [];

        public List<string> JapaneseMessages { get; } = [];

        public List<string> Chinese { get; } = [];

        public List<string> ChineseMessages { get; } = [];
    }

    /// <summary>Sorted by code.</summary>
    public static IReadOnlyList<ProblemCode> Of(ApiDocument document)
    {
        var entries = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var operation in document.Operations)
        {
            foreach (var response in operation.Responses.Where(response => !response.IsSuccess))
            {
                foreach (var mention in ProblemMentions.Of(response))
                {
                    Collect(entries, mention, response.Status);
                }
            }
        }

        var builtIn = ServerProblems.All;
        foreach (var code in builtIn.Keys)
        {
            entries.TryAdd(code, new Entry());
        }

        var names = new PropertyNames("DifyErrorCode", Words.Pascal, ReservedNames.IsEnumMember, new ExplanationLog());
        return [.. entries.Select(
            entry => Finish(entry.Key, entry.Value, builtIn.GetValueOrDefault(entry.Key), names.Next(entry.Key, document.Origin)))];
    }

    private static void Collect(SortedDictionary<string, Entry> entries, ProblemMention mention, string status)
    {
        if (!entries.TryGetValue(mention.Code, out var entry))
        {
            entries[mention.Code] = entry = new Entry();
        }

        entry.Statuses.Add(status);
        Keep(entry.English, mention.Explanation.English);
        Keep(entry.Japanese, mention.Explanation.Japanese);
        Keep(entry.Chinese, mention.Explanation.Chinese);
        Keep(entry.EnglishMessages, mention.Messages.English);
        Keep(entry.JapaneseMessages, mention.Messages.Japanese);
        Keep(entry.ChineseMessages, mention.Messages.Chinese);
    }

    private static void Keep(List<string> texts, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            texts.Add(text.Trim());
        }
    }

    private static ProblemCode Finish(string code, Entry entry, ServerProblem? builtIn, string name)
    {
        var otherwise = ServerProblems.Explain(code);
        var english = General(entry.English, builtIn?.Explanation.English) ?? Common(entry.EnglishMessages) ?? otherwise.English;
        var japanese = General(entry.Japanese, builtIn?.Explanation.Japanese) ?? Common([.. entry.JapaneseMessages.Where(IsJapanese)])
            ?? (entry.English.Count + entry.EnglishMessages.Count > 0 && builtIn is null ? english : otherwise.Japanese);
        var chinese = General(entry.Chinese, builtIn?.Explanation.Chinese) ?? Common([.. entry.ChineseMessages.Where(IsChinese)])
            ?? (entry.English.Count + entry.EnglishMessages.Count > 0 && builtIn is null ? null : otherwise.Chinese);
        var statuses = entry.Statuses.Count > 0 ? entry.Statuses : new SortedSet<string>(builtIn?.Statuses ?? [], StringComparer.Ordinal);
        return new ProblemCode(code, name, new Prose(english, japanese, chinese), statuses);
    }

    /// <summary>The text that most operations use; among equals the shortest, then the first by path.</summary>
    /// <summary>The text that most mentions share. Where each operation says something else, no one text is true of all, and the general
    /// one is.</summary>
    private static string? General(List<string> texts, string? general) =>
        general is not null && Common(texts) is { } common && texts.Count(text => text == common) * 2 <= texts.Count
            ? general
            : Common(texts);

    private static string? Common(List<string> texts) =>
        texts.GroupBy(text => text, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Length)
            .FirstOrDefault()?.Key;

    private static bool IsChinese(string text) => text.Any(character => character is >= '\u4E00' and <= '\u9FFF');

    private static bool IsJapanese(string text) =>
        text.Any(character => character is >= '\u3040' and <= '\u30FF' or >= '\u4E00' and <= '\u9FFF');
}
