using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using Dify.Cli.Localization;

namespace Dify.Cli.Commands;

/// <summary>Says what is wrong with a command line, in one line and in the language of the program; the parser's own sentences know few
/// languages.</summary>
internal static class UsageProblem
{
    public static string Describe(ParseResult parsed)
    {
        var problems = Missing(parsed).Concat(Unusable(parsed)).Distinct();
        return CliText.Format(
            "UsageHelp",
            problems.DefaultIfEmpty(string.Empty).Aggregate(static (all, next) => CliText.Format("TwoSentences", all, next)),
            PathOf(parsed.CommandResult));
    }

    private static IEnumerable<string> Missing(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        foreach (var word in parsed.UnmatchedTokens)
        {
            yield return NearestWord.Of(word, Known(parsed.CommandResult, word)) is { } meant
                ? CliText.Format("WordUnknownMeant", word, meant)
                : CliText.Format("WordUnknown", word);
        }

        if (command.Action is null && parsed.UnmatchedTokens.Count == 0)
        {
            yield return CliText.Format(
                "CommandMissing",
                string.Join(", ", command.Subcommands.Where(static known => !known.Hidden).Select(static known => known.Name)));
        }

        foreach (var argument in command.Arguments.Where(argument => parsed.GetResult(argument)?.Tokens is null or []))
        {
            yield return CliText.Format("ArgumentMissing", argument.Name);
        }

        foreach (var option in command.Options.Where(option => option.Required && parsed.GetResult(option) is null or { Implicit: true }))
        {
            yield return CliText.Format("OptionMissing", option.Name, option.HelpName);
        }
    }

    private static IEnumerable<string> Unusable(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
        {
            switch (error.SymbolResult)
            {
                case OptionResult { Implicit: true }:
                    break;
                case OptionResult { Tokens: [], Option.Arity.MinimumNumberOfValues: > 0 } result:
                    yield return CliText.Format("OptionNeedsValue", result.Option.Name, result.Option.HelpName);
                    break;
                case OptionResult result when result.Tokens.Count > result.Option.Arity.MaximumNumberOfValues:
                    yield return CliText.Format("OptionOnce", result.Option.Name);
                    break;
                case OptionResult or ArgumentResult { Tokens: not [] }:
                    yield return error.Message;
                    break;
                default:
                    break;
            }
        }
    }

    private static IEnumerable<string> Known(CommandResult result, string word)
    {
        var all = word.StartsWith('-')
            ? result.Command.Options.Where(static option => !option.Hidden)
                .SelectMany(static option => option.Aliases.Prepend(option.Name))
                .Append("--json")
            : result.Command.Subcommands.Where(static known => !known.Hidden).Select(static known => known.Name);
        return all.Append("--help");
    }

    private static string PathOf(CommandResult result)
        => result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : result.Command.Name;
}
