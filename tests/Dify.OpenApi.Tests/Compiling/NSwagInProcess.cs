using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Dify.OpenApi.Layout;
using Dify.OpenApi.Tests.Generator;
using Dify.OpenApi.Tests.Support;

namespace Dify.OpenApi.Tests.Compiling;

/// <summary>The NSwag of this build, with its configuration and templates, without a process for each document.</summary>
internal static class NSwagInProcess
{
    private static readonly MethodInfo Load = LoadTool();

    /// <summary>Writes the client of the contract that <c>prepare</c> left in the folder.</summary>
    /// <returns>The files of C#, laid out, with comments in the language.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(TestFolder folder, string language = "en")
    {
        var configuration = JsonNode.Parse(File.ReadAllText(Path.Combine(NSwagTool.ProjectFolder, "nswag.json")))!;
        configuration["defaultVariables"] = null;
        configuration["documentGenerator"]!["fromDocument"]!["url"] = folder[$"contract/contract.{language}.json"];
        var generator = configuration["codeGenerators"]!["openApiToCSharpClient"]!;
        generator["templateDirectory"] = Path.Combine(NSwagTool.ProjectFolder, "src", "Dify.Generated", "Templates");
        generator["output"] = folder["client.g.cs"];
        var file = folder.Write("nswag.json", configuration.ToJsonString());

        var document = await Result(Load.Invoke(null, [file]));
        await (Task)document.GetType().GetMethod("ExecuteAsync")!.Invoke(document, null)!;
        return ClientFiles.Of(folder.Read("client.g.cs"), "client.g.cs");
    }

    private static async Task<object> Result(object? task)
    {
        await (Task)task!;
        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    private static MethodInfo LoadTool()
    {
        var context = new AssemblyLoadContext("NSwag");
        context.Resolving += (_, name) => Path.Combine(NSwagTool.Folder, $"{name.Name}.dll") is var path && File.Exists(path)
            ? context.LoadFromAssemblyPath(path)
            : null;
        var type = context.LoadFromAssemblyPath(Path.Combine(NSwagTool.Folder, "NSwag.Commands.dll"))
            .GetType("NSwag.Commands.NSwagDocument", throwOnError: true)!;
        return type.GetMethod("LoadAsync", [typeof(string)]) ?? throw new MissingMethodException("NSwagDocument.LoadAsync");
    }
}
