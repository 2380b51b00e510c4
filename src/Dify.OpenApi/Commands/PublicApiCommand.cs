using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Dify.OpenApi.Needs;
using Dify.OpenApi.Releasing;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary>
/// <c>api</c>: lists the public members of an assembly, so that a change of a document shows in a review what it means for callers; and
/// what folders of it need of the generated code, so that a build from other documents can leave out those that they do not serve.
/// </summary>
internal static class PublicApiCommand
{
    public static Command Create()
    {
        var assembly = new Argument<string>("assembly") { Description = "The assembly, with those that it needs beside it." };
        var into = new Option<string>("--into") { Description = "The file for the listing.", Required = true };
        var needs = new Option<string?>("--needs") { Description = "The file for the list of what folders of the library need." };
        var surface = new Option<string?>("--surface") { Description = "What is generated, as prepare lists it." };
        var folders = new Option<string[]>("--folder") { Description = "A folder that may be left out." };
        var command = new Command("api", "Lists the public members of an assembly, and what its folders need.")
        {
            assembly,
            into,
            needs,
            surface,
            folders,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(needs) is null != result.GetValue(surface) is null)
            {
                result.AddError("--needs and --surface go together: give both, or neither.");
            }
        });
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var path = Path.GetFullPath(result.GetValue(assembly)!);
            List<OutputFile> files = [new(result.GetValue(into)!, AssemblyListing.Of(path))];
            if (result.GetValue(needs) is { } file)
            {
                var known = ContractSurface.Read(result.GetValue(surface)!);
                files.Add(new(file, FolderNeeds.Write(AssemblyUse.Of(path, [.. (result.GetValue(folders) ?? []).Distinct()], known))));
            }

            OutputFiles.Write(files);
            return 0;
        }));
        return command;
    }
}
