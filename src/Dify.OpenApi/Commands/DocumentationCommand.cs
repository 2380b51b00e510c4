using System.CommandLine;
using System.IO;
using Dify.OpenApi.Documentation;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>documentation</c>: makes a package's documentation files, in English and in one other language, with the same members.</summary>
internal static class DocumentationCommand
{
    public static Command Create()
    {
        var assembly = new Argument<string>("assembly") { Description = "The assembly." };
        var english = new Option<string>("--english") { Description = "The compiler's documentation file.", Required = true };
        var translated = new Option<string>("--translated") { Description = "The compiler's documentation file from the sources of the other language.", Required = true };
        var texts = new Option<string>("--texts") { Description = "The folder with the hand-written texts of the other language.", Required = true };
        var language = new Option<string>("--language") { Description = "The other language, such as ja.", Required = true };
        var into = new Option<string>("--into") { Description = "The folder for the documentation files.", Required = true };
        var command = new Command("documentation", "Makes the documentation files of a package in two languages.") { assembly, english, translated, texts, language, into };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var members = PublicMembers.Of(result.GetValue(assembly)!);
            var merge = new DocumentationMerge(
                members,
                DocumentationXml.Members(DocumentationXml.Read(result.GetValue(english)!)),
                DocumentationXml.Members(DocumentationXml.Read(result.GetValue(translated)!)),
                TranslatedTexts.Read(result.GetValue(texts)!));
            var (main, other) = merge.Merge();
            foreach (var refusal in merge.Refusals)
            {
                result.InvocationConfiguration.Error.WriteLine(refusal.ToLine());
            }

            if (merge.Refusals.Count > 0)
            {
                return Outcome.Refused;
            }

            var folder = result.GetValue(into)!;
            OutputFiles.Write(
            [
                new OutputFile(Path.Combine(folder, $"{members.Assembly}.xml"), DocumentationXml.Write(members.Assembly, main)),
                new OutputFile(Path.Combine(folder, result.GetValue(language)!, $"{members.Assembly}.xml"), DocumentationXml.Write(members.Assembly, other)),
            ]);
            return 0;
        }));
        return command;
    }
}
