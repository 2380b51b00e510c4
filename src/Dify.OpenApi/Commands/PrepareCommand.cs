using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documentation;
using Dify.OpenApi.Model;
using Dify.OpenApi.Needs;
using Dify.OpenApi.Problems;
using Dify.OpenApi.Shaping;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>prepare</c>: makes what NSwag and the library need from the documents.</summary>
internal static class PrepareCommand
{
    public static Command Create()
    {
        var english = new Option<string[]>("--en") { Description = "The English document; given again, another one of the same server." };
        var japanese = new Option<string[]>("--ja") { Description = "The Japanese document of each English one." };
        var chinese = new Option<string[]>("--zh") { Description = "A Chinese document of each, for its prose." };
        var contract = new Option<string>("--contract") { Description = "The folder for the contracts that NSwag reads.", Required = true };
        var generated = new Option<string>("--generated")
        {
            Description = "The folder for the generated C# and resources.",
            Required = true,
        };
        var needs = new Option<string?>("--needs")
        {
            Description = "What folders of the library need: those that the documents do not serve are listed in left-out.txt.",
        };
        var explain = new Option<bool>("--explain") { Description = "Say what was shaped, and why." };
        var command = new Command("prepare", "Reconciles the documents and shapes them for NSwag.")
        {
            english,
            japanese,
            chinese,
            contract,
            generated,
            needs,
            explain,
        };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var (en, ja) = DocumentChoice.Of(result.GetValue(english), result.GetValue(japanese));
            var documents = DocumentSet.Read(en, ja, DocumentChoice.Named(result.GetValue(chinese)));
            documents.WriteWarnings(result.InvocationConfiguration.Error);
            var made = ContractBuilder.Build(documents.Reconcile().Merged);
            var output = result.InvocationConfiguration.Output;
            var contractFolder = result.GetValue(contract)!;
            OutputFiles.Write(
            [
                .. Files(documents, made, contractFolder, result.GetValue(generated)!),
                .. result.GetValue(needs) is { } file ? [LeftOut(file, made, contractFolder)] : Array.Empty<OutputFile>(),
            ]);
            if (!documents.HasJapanese)
            {
                output.WriteLine("There is no Japanese document, so there is no Japanese prose.");
            }
            else if (!documents.HasEnglish)
            {
                output.WriteLine("There is no English document, so there is no English prose.");
            }

            if (result.GetValue(explain))
            {
                foreach (var entry in made.Explanations)
                {
                    output.WriteLine($"{entry.Place}: {entry.Change} ({entry.Reason})");
                }

                foreach (var correction in documents.CorrectionsHeld())
                {
                    output.WriteLine($"{correction.Place}: {correction.Change} (seen: {correction.Seen})");
                }
            }

            return 0;
        }));
        return command;
    }

    private static OutputFile LeftOut(string needs, Contract contract, string folder)
    {
        var leftOut = FolderNeeds.LeftOut(FolderNeeds.Read(needs), ContractSurface.Of(contract));
        var lines = leftOut.Select(unserved => $"{unserved.Folder}: the documents lack {string.Join(", ", unserved.Lacking)}\n");
        return new OutputFile(Path.Combine(folder, "left-out.txt"), string.Concat(lines));
    }

    public static IEnumerable<OutputFile> Files(DocumentSet documents, Contract contract, string contractFolder, string generatedFolder)
    {
        var codes = ProblemCatalogue.Of(contract.Source);
        var facts = documents.Facts;
        yield return new OutputFile(Path.Combine(contractFolder, "contract.en.json"), ContractJson.Write(contract, Language.English));
        yield return new OutputFile(Path.Combine(contractFolder, "surface.txt"), ContractSurface.Write(ContractSurface.Of(contract)));
        yield return new OutputFile(Path.Combine(generatedFolder, "DifyErrorCode.g.cs"), ErrorCodeSource.Write(codes));
        yield return new OutputFile(Path.Combine(generatedFolder, "ProblemText.resx"), ProblemTextResource.Write(codes, Language.English));
        yield return new OutputFile(Path.Combine(generatedFolder, "DifyApiInfo.g.cs"), ApiInfoSource.Write(contract, facts));
        foreach (var language in documents.Translations)
        {
            var tag = LanguageTag.Of(language);
            yield return new OutputFile(Path.Combine(contractFolder, $"contract.{tag}.json"), ContractJson.Write(contract, language));
            // With the contract, what the documentation file in that language is made from.
            var members = ApiInfoSource.Members(facts, language).Concat(ErrorCodeSource.Members(codes, language));
            yield return new OutputFile(
                Path.Combine(contractFolder, $"members.{tag}.xml"), DocumentationXml.Write("Dify.Generated", members));
            yield return new OutputFile(
                Path.Combine(generatedFolder, $"ProblemText.{tag}.resx"), ProblemTextResource.Write(codes, language));
        }
    }
}
