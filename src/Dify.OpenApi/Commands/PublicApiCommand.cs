using System.CommandLine;
using System.IO;
using System.Reflection;
using Dify.OpenApi.Writing;
using PublicApiGenerator;

namespace Dify.OpenApi.Commands;

/// <summary><c>api</c>: lists the public members of an assembly, so that a change of a document shows in a review what it means for callers.</summary>
internal static class PublicApiCommand
{
    private static readonly string[] AttributesOfNoInterest =
    [
        "Newtonsoft.Json.JsonConverterAttribute",
        "System.Text.Json.Serialization.JsonConverterAttribute",
        "System.CodeDom.Compiler.GeneratedCodeAttribute",
        "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
    ];

    public static Command Create()
    {
        var assembly = new Argument<string>("assembly") { Description = "The assembly, with those that it needs beside it." };
        var into = new Option<string>("--into") { Description = "The file for the listing.", Required = true };
        var command = new Command("api", "Lists the public members of an assembly.") { assembly, into };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var path = Path.GetFullPath(result.GetValue(assembly)!);
            var listing = Assembly.LoadFrom(path).GeneratePublicApi(new ApiGeneratorOptions
            {
                IncludeAssemblyAttributes = false,
                ExcludeAttributes = AttributesOfNoInterest,
                DenyNamespacePrefixes = [],
            });
            OutputFiles.Write([new OutputFile(result.GetValue(into)!, listing.ReplaceLineEndings("\n").TrimEnd() + "\n")]);
            return 0;
        }));
        return command;
    }
}
