using Spectre.Console;

namespace Dify.Cli.Output;

/// <summary>Text that comes in pieces: it runs on until something else wants a line of its own.</summary>
internal sealed class RunningText(Terminal terminal)
{
    private bool isInLine;

    public void Append(string text, Style style)
    {
        if (text.Length > 0)
        {
            terminal.Output.Write(PlainText.Clean(text), style);
            isInLine = !text.EndsWith('\n');
        }
    }

    /// <summary>Ends the line, so that what follows starts on its own.</summary>
    public void End()
    {
        if (isInLine)
        {
            terminal.Output.WriteLine();
            isInLine = false;
        }
    }
}
