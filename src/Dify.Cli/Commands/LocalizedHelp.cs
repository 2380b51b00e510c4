using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.IO;
using Dify.Cli.Localization;
using Dify.Cli.Output;

namespace Dify.Cli.Commands;

/// <summary>The parser's help, with the words that its own translations leave in English, and the exit codes.</summary>
internal sealed class LocalizedHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        parseResult.InvocationConfiguration.Output = text;
        var exitCode = help.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        output.Write(text.ToString()
            .Replace("Description:", CliText.Get("HelpDescriptionHeading"), StringComparison.Ordinal)
            .Replace("(REQUIRED)", CliText.Get("HelpRequired"), StringComparison.Ordinal)
            .Replace("[command]", CliText.Get("HelpCommand"), StringComparison.Ordinal)
            .Replace("[options]", CliText.Get("HelpOptions"), StringComparison.Ordinal));
        output.WriteLine(CliText.Get("ExitCodesHeading"));
        foreach (var code in Enum.GetValues<ExitCode>())
        {
            output.WriteLine($"  {(int)code,-3}  {CliText.Get("ExitCode" + code)}");
        }

        output.WriteLine();
        return exitCode;
    }
}
