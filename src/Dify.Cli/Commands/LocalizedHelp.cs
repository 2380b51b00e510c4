using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.IO;
using Dify.Cli.Localization;

namespace Dify.Cli.Commands;

/// <summary>The parser's help, with the headings that its own translations leave in English.</summary>
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
            .Replace("(REQUIRED)", CliText.Get("HelpRequired"), StringComparison.Ordinal));
        return exitCode;
    }
}
