using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using Newtonsoft.Json.Linq;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dify.Cli.Output;

/// <summary>Where results and errors go. What is not a terminal gets plain text in lines that are not wrapped.</summary>
internal sealed class Terminal
{
    private const int RedirectedWidth = 1000;

    /// <summary>Makes the two sides of a terminal.</summary>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where everything else goes.</param>
    /// <param name="outputSupport">Whether the output takes colors and moves; <see cref="AnsiSupport.No"/> for a file or a pipe.</param>
    /// <param name="errorSupport">The same for the errors.</param>
    public Terminal(TextWriter output, TextWriter error, AnsiSupport outputSupport, AnsiSupport errorSupport)
    {
        Output = Create(output, outputSupport);
        Error = Create(error, errorSupport);
        OutputWriter = output;
        ErrorWriter = error;
        ShowsProgress = outputSupport != AnsiSupport.No && errorSupport != AnsiSupport.No;
    }

    public IAnsiConsole Output { get; }

    /// <summary>For progress and errors, so that results can be piped on.</summary>
    public IAnsiConsole Error { get; }

    public TextWriter OutputWriter { get; }

    public TextWriter ErrorWriter { get; }

    /// <summary>Whether somebody watches; a bar in a file or a pipe is noise.</summary>
    public bool ShowsProgress { get; }

    /// <summary>Who can be asked; null if nobody sits there.</summary>
    public Keyboard? Keyboard { get; init; }

    /// <summary>What is piped into the program.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    /// <summary>Where bytes go that are to be piped on.</summary>
    public Func<Stream> OpenOutput { get; init; } = static () => Stream.Null;

    public void Write(IRenderable content) => Output.Write(content);

    public void WriteLine(string text = "") => Output.WriteLine(PlainText.Clean(text));

    /// <summary>Says something that is not the result.</summary>
    public void Note(string text) => Error.WriteLine(PlainText.Clean(text));

    public void WriteJson(JToken value) => OutputWriter.WriteLine(JsonOutput.Indented(value));

    public void WriteWire<[DynamicallyAccessedMembers(JsonOutput.Needed)] T>(T value)
        => OutputWriter.WriteLine(JsonOutput.WireIndented(value));

    private static IAnsiConsole Create(TextWriter writer, AnsiSupport support)
    {
        var isTerminal = support != AnsiSupport.No;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = support,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = support switch
            {
                AnsiSupport.Yes => InteractionSupport.Yes,
                AnsiSupport.No => InteractionSupport.No,
                _ => InteractionSupport.Detect,
            },
        });
        if (!isTerminal)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
