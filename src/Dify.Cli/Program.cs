using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Commands;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Spectre.Console;

namespace Dify.Cli;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var terminal = new Terminal(Console.Out, Console.Error, SupportOf(Console.IsOutputRedirected), SupportOf(Console.IsErrorRedirected))
        {
            Keyboard = Console.IsInputRedirected || Console.IsErrorRedirected ? null : Keyboard.OfConsole,
            OpenInput = Console.OpenStandardInput,
            OpenOutput = Console.OpenStandardOutput,
        };
        var settings = new EnvironmentSettings(Environment.GetEnvironmentVariable);
        return CommandLine.RunAsync(arguments, terminal, settings, CancellationToken.None);
    }

    private static AnsiSupport SupportOf(bool isRedirected) => isRedirected ? AnsiSupport.No : AnsiSupport.Detect;
}
