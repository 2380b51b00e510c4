using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Cli;

/// <summary>What a command line left behind.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public JToken Json => JToken.Parse(Output);

    public string[] Lines => Output.Split('\n', System.StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}
