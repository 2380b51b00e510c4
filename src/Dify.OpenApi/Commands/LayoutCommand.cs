using System.CommandLine;
using System.IO;
using System.Linq;
using Dify.OpenApi.Layout;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary><c>layout</c>: makes the files of the generated client from what NSwag printed.</summary>
internal static class LayoutCommand
{
    public static Command Create()
    {
        var client = new Argument<string>("CLIENT") { Description = "What NSwag printed." };
        var prepared = new Option<string>("--prepared")
        {
            Description = "The folder of C# and resources that the document tool wrote itself.",
            Required = true,
        };
        var into = new Option<string>("--into")
        {
            Description = "The folder of generated code. Generated files that are no longer part of it go.",
            Required = true,
        };
        var command = new Command("layout", "Lays out the generated client: a file for each type.") { client, prepared, into };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var (file, folder) = (result.GetValue(client)!, result.GetValue(into)!);
            var files = ClientFiles.Of(File.ReadAllText(file), file)
                .Concat(Directory.EnumerateFiles(result.GetValue(prepared)!)
                    .Select(path => System.Collections.Generic.KeyValuePair.Create(Path.GetFileName(path), File.ReadAllText(path))))
                .ToDictionary();
            var stale = ClientFiles.Stale(folder, files.Keys).ToList();
            OutputFiles.Write(files.Select(entry => new OutputFile(Path.Combine(folder, entry.Key), entry.Value)));
            stale.ForEach(File.Delete);
            return 0;
        }));
        return command;
    }
}
