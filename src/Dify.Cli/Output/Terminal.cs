using System.IO;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dify.Cli.Output;

/// <summary>Where results and errors go. What is not a terminal gets plain text in lines that are not wrapped.</summary>
internal sealed class Terminal
{
    private const int RedirectedWidth = 1000;

    public Terminal(TextWriter output, TextWriter error, bool isOutputTerminal, bool isErrorTerminal)
    {
        Output = Create(output, isOutputTerminal);
        Error = Create(error, isErrorTerminal);
        OutputWriter = output;
        ErrorWriter = error;
        ShowsProgress = isOutputTerminal && isErrorTerminal;
    }

    public IAnsiConsole Output { get; }

    /// <summary>For progress and errors, so that results can be piped on.</summary>
    public IAnsiConsole Error { get; }

    public TextWriter OutputWriter { get; }

    public TextWriter ErrorWriter { get; }

    /// <summary>Whether somebody watches; a bar in a file or a pipe is noise.</summary>
    public bool ShowsProgress { get; }

    public void Write(IRenderable content) => Output.Write(content);

    public void WriteLine(string text = "") => Output.WriteLine(PlainText.Clean(text));

    /// <summary>Says something that is not the result.</summary>
    public void Note(string text) => Error.WriteLine(PlainText.Clean(text));

    public void WriteJson(object? value) => OutputWriter.WriteLine(JsonOutput.Indented(value));

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
