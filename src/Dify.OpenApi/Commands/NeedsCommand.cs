using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Dify.OpenApi.Needs;
using Dify.OpenApi.Shaping;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>needs</c>: lists what folders of the library need of the generated code, so that a build from other documents can leave out those that they do not serve.</summary>
internal static class NeedsCommand
{
    public static Command Create()
    {
        var assembly = new Argument<string>("assembly") { Description = "The library, built from the project's own documents, with its symbols." };
        var folders = new Option<string[]>("--folder") { Description = "A folder that may be left out.", Required = true };
        var into = new Option<string>("--into") { Description = "The file for the list.", Required = true };
        var command = new Command("needs", "Lists what folders of the library need of the generated code.") { assembly, folders, into };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var (english, japanese) = DocumentChoice.Of(null, null);
            var surface = ContractSurface.Of(ContractBuilder.Build(DocumentSet.Read(english, japanese, []).Reconcile().Merged));
            IReadOnlyList<FolderNeeds> needs = AssemblyUse.Of(result.GetValue(assembly)!, [.. result.GetValue(folders)!.Distinct()], surface);
            OutputFiles.Write([new OutputFile(result.GetValue(into)!, FolderNeeds.Write(needs))]);
            return 0;
        }));
        return command;
    }
}
