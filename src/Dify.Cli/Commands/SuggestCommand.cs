using System;
using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using Dify.Cli.Output;

namespace Dify.Cli.Commands;

/// <summary><c>dify suggest</c>: what can stand at a place of a command line, for the scripts of <see cref="CompletionScripts"/>.</summary>
internal sealed class SuggestCommand : Command
{
    private readonly Option<int> position = new("--position");
    private readonly Argument<string> line = new("LINE");

    public SuggestCommand(CommandHost host)
        : base("suggest")
    {
        Hidden = true;
        Add(position);
        Add(line);
        host.SetAction(this, (parsed, _) =>
        {
            Suggest(host, parsed.GetRequiredValue(line), parsed.GetValue(position));
            return Task.FromResult(ExitCode.Success);
        });
    }

    private static void Suggest(CommandHost host, string line, int position)
    {
        var upToHere = position < line.Length ? line[..Math.Max(0, position)] : line.PadRight(position);

        // The program's own name is whatever it was called by.
        var name = upToHere.IndexOf(' ', StringComparison.Ordinal);
        if (name < 0)
        {
            return;
        }

        var words = upToHere[(name + 1)..];
        var all = CommandLine.Create(host).Parse(words).GetCompletions(words.Length).Select(static found => found.Label).Distinct();

        // The parser knows help by names that only some systems have.
        foreach (var found in all.Where(static found => !found.StartsWith('/')))
        {
            host.Terminal.OutputWriter.WriteLine(found);
        }
    }
}
