using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Dify.Cli.Localization;

namespace Dify.Cli.Commands;

/// <summary>An option that takes a whole number between two limits.</summary>
internal static class NumberOption
{
    public static Option<int?> Create(string name, string description, int least, int most) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result => Read(result, name, least, most),
    };

    private static int? Read(ArgumentResult result, string name, int least, int most)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most)
        {
            return number;
        }

        result.AddError(CliText.Format("NumberInvalid", name, result.Tokens[0].Value, least, most));
        return null;
    }
}
