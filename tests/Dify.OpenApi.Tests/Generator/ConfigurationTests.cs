using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace Dify.OpenApi.Tests.Generator;

public class ConfigurationTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_key_of_nswag_json_is_one_that_nswag_knows()
    {
        // NSwag passes over a key that it does not know: a slip of the pen would go unnoticed. Its own new configuration holds every key
        // there is.
        var folder = Directory.CreateTempSubdirectory("nswag-new-");
        try
        {
            await RunAsync(folder.FullName, "new");
            var known = Keys(Parse(Path.Combine(folder.FullName, "nswag.json")));

            var ours = Keys(Parse(Path.Combine(NSwagTool.ProjectFolder, "nswag.json")));

            Assert.Equal([], ours.Except(known));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonNode Parse(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    private static IEnumerable<string> Keys(JsonNode node, string path = "")
        => node is JsonObject members
            ? members.SelectMany(
                member => Keys(member.Value ?? JsonValue.Create(string.Empty)!, path + "/" + member.Key).Prepend(path + "/" + member.Key))
            : [];

    private static async Task RunAsync(string folder, string command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(NSwagTool.Folder, "dotnet-nswag.dll"), command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Bound);
        Assert.True(process.ExitCode == 0, await output);
    }
}
