using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Problems;
using Dify.OpenApi.Shaping;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>prepare</c>: makes what NSwag and the library need from the documents.</summary>
internal static class PrepareCommand
{
    public static Command Create()
    {
        var english = new Option<string?>("--en") { Description = "The English document." };
        var japanese = new Option<string?>("--ja") { Description = "The Japanese document." };
        var contract = new Option<string>("--contract") { Description = "The folder for the contracts that NSwag reads.", Required = true };
        var generated = new Option<string>("--generated") { Description = "The folder for the generated C# and resources.", Required = true };
        var explain = new Option<bool>("--explain") { Description = "Say what was shaped, and why." };
        var command = new Command("prepare", "Reconciles the documents and shapes them for NSwag.") { english, japanese, contract, generated, explain };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var (en, ja) = DocumentChoice.Of(result.GetValue(english), result.GetValue(japanese));
            var pair = DocumentPair.Read(en, ja);
            pair.WriteWarnings(result.InvocationConfiguration.Error);
            var made = ContractBuilder.Build(pair.Reconcile().Merged);
            var output = result.InvocationConfiguration.Output;
            OutputFiles.Write(Files(pair, made, result.GetValue(contract)!, result.GetValue(generated)!));
            if (pair.Japanese is null)
            {
                output.WriteLine("There is no Japanese document, so there is no Japanese prose.");
            }
            else if (pair.English is null)
            {
                output.WriteLine("There is no English document, so there is no English prose.");
            }

            if (result.GetValue(explain))
            {
                foreach (var entry in made.Explanations)
                {
                    output.WriteLine($"{entry.Place}: {entry.Change} ({entry.Reason})");
                }
            }

            return 0;
        }));
        return command;
    }

    public static IEnumerable<OutputFile> Files(DocumentPair pair, Contract contract, string contractFolder, string generatedFolder)
    {
        var codes = ProblemCatalogue.Of(contract.Source);
        var facts = new ApiInfoFacts(pair.English?.Version, pair.EnglishHash, pair.Japanese?.Version, pair.JapaneseHash);
        yield return new OutputFile(Path.Combine(contractFolder, "contract.en.json"), ContractJson.Write(contract, Language.English));
        yield return new OutputFile(Path.Combine(contractFolder, "operations.txt"), string.Concat(contract.Operations.Select(operation => operation.Id).Order(StringComparer.Ordinal).Select(id => $"{id}\n")));
        yield return new OutputFile(Path.Combine(generatedFolder, "DifyErrorCode.g.cs"), ErrorCodeSource.Write(codes, Language.English));
        yield return new OutputFile(Path.Combine(generatedFolder, "ProblemText.resx"), ProblemTextResource.Write(codes, Language.English));
        yield return new OutputFile(Path.Combine(generatedFolder, "DifyApiInfo.g.cs"), ApiInfoSource.Write(contract, facts, Language.English));
        if (pair.Japanese is not null)
        {
            yield return new OutputFile(Path.Combine(contractFolder, "contract.ja.json"), ContractJson.Write(contract, Language.Japanese));
            // The same sources with Japanese comments: what the Japanese documentation file is made from.
            yield return new OutputFile(Path.Combine(contractFolder, "DifyErrorCode.ja.g.cs"), ErrorCodeSource.Write(codes, Language.Japanese));
            yield return new OutputFile(Path.Combine(contractFolder, "DifyApiInfo.ja.g.cs"), ApiInfoSource.Write(contract, facts, Language.Japanese));
            yield return new OutputFile(Path.Combine(generatedFolder, "ProblemText.ja.resx"), ProblemTextResource.Write(codes, Language.Japanese));
        }
    }
}
