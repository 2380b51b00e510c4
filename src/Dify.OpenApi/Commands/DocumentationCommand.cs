using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Dify.OpenApi.Documentation;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>documentation</c>: makes a package's documentation files, in English and in one other language, with the same
/// members.</summary>
internal static class DocumentationCommand
{
    /// <summary>How many texts a warning names; a file has them all.</summary>
    private const int Named = 10;

    public static Command Create()
    {
        var assembly = new Argument<string>("assembly") { Description = "The assembly." };
        var english = new Option<string>("--english") { Description = "The compiler's documentation file.", Required = true };
        var fullest = new Option<string?>("--fullest")
        {
            Description = "The compiler's documentation file for the framework that has every member.",
        };
        var contract = new Option<string?>("--contract") { Description = "The contract in another language, as prepare wrote it." };
        var written = new Option<string?>("--members") { Description = "The texts in that language of what prepare wrote in C#." };
        var texts = new Option<string?>("--texts") { Description = "The folder with the hand-written texts of that language." };
        var leftOut = new Option<string[]>("--left-out")
        {
            Description = "A source folder whose texts are not demanded.",
            AllowMultipleArgumentsPerToken = true,
        };
        var language = new Option<string?>("--language") { Description = "That language, such as ja." };
        var lenient = new Option<string?>("--lenient")
        {
            Description = "Give what has no translation in English, and list it in this file.",
        };
        var into = new Option<string>("--into") { Description = "The folder for the documentation files.", Required = true };
        var command = new Command("documentation", "Makes the documentation files of a package, in English and another language.")
        {
            assembly, english, fullest, contract, written, texts, leftOut, language, lenient, into,
        };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var members = PublicMembers.Of(result.GetValue(assembly)!);
            var list = result.GetValue(lenient);
            var merge = new DocumentationMerge(
                members,
                MembersOf(result.GetValue(english)),
                GeneratedTexts.Read(result.GetValue(contract), result.GetValue(written)),
                result.GetValue(texts) is { } folder ? TranslatedTexts.Read(folder, result.GetValue(leftOut) ?? []) : TranslatedTexts.None,
                isLenient: list is not null);
            var (main, other) = merge.Merge(MembersOf(result.GetValue(fullest)).ContainsKey);
            foreach (var refusal in merge.Refusals)
            {
                result.InvocationConfiguration.Error.WriteLine(refusal.ToLine());
            }

            if (merge.Refusals.Count > 0)
            {
                return Outcome.Refused;
            }

            OutputFiles.Write(Files(members.Assembly, main, other, result.GetValue(into)!, result.GetValue(language)));
            if (list is not null)
            {
                Report(result.InvocationConfiguration, merge.Untranslated, result.GetValue(language)!, list);
            }

            return 0;
        }));
        return command;
    }

    private static Dictionary<string, XElement> MembersOf(string? file) =>
        file is null ? [] : DocumentationXml.Members(DocumentationXml.Read(file));

    private static IEnumerable<OutputFile> Files(
        string assembly, IReadOnlyList<XElement> english, IReadOnlyList<XElement> translated, string folder, string? language)
    {
        yield return new OutputFile(Path.Combine(folder, $"{assembly}.xml"), DocumentationXml.Write(assembly, english));
        if (language is not null)
        {
            yield return new OutputFile(Path.Combine(folder, language, $"{assembly}.xml"), DocumentationXml.Write(assembly, translated));
        }
    }

    private static void Report(InvocationConfiguration configuration, IReadOnlyList<string> untranslated, string language, string list)
    {
        OutputFiles.Write([new OutputFile(list, string.Concat(untranslated.Select(text => $"{text}\n")))]);
        if (untranslated.Count > 0)
        {
            var named = string.Join(", ", untranslated.Take(Named));
            configuration.Output.WriteLine(
                $"{list} : warning {Rule.Untranslated}: {untranslated.Count} texts have no translation into '{language}', and are English: {named}{(untranslated.Count > Named ? ", … (all of them in the file)" : "")}");
        }
    }
}
