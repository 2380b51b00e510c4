using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Releasing;

namespace Dify.OpenApi.Commands;

/// <summary><c>released</c>: holds the listing of public members against the one of the last release.</summary>
internal static class ReleasedCommand
{
    private const string Head = "// Released as ";

    public static Command Create()
    {
        var released = new Argument<string>("RELEASED")
        {
            Description = "The listing of the last release, which begins with a line that names its version.",
        };
        var current = new Argument<string>("CURRENT") { Description = "The listing of today." };
        var version = new Option<string>("--version-prefix")
        {
            Description = "The version that today's will be released as.",
            Required = true,
        };
        var command = new Command("released", "Refuses a change that breaks callers of the last release while the version does not say so.")
        {
            released,
            current,
            version,
        };
        command.SetAction(result => Outcome.Of(result.InvocationConfiguration, () =>
        {
            var file = result.GetValue(released)!;
            var text = File.ReadAllText(file);
            var firstLine = text.Split('\n')[0].Trim();
            if (!firstLine.StartsWith(Head, StringComparison.Ordinal) || !Version.TryParse(firstLine[Head.Length..], out var was))
            {
                throw new DocumentException(
                    file,
                    Position.Start,
                    Rule.Released,
                    $"The first line does not name the version that this is the listing of. It is '{Head}' and the version.");
            }

            if (!Version.TryParse(result.GetValue(version), out var now))
            {
                throw new DocumentException(
                    file,
                    Position.Start,
                    Rule.Released,
                    "The version given is none. Give the VersionPrefix of Directory.Build.props, such as 1.2.0.");
            }

            var (old, today) = (ApiListing.Parse(text), ApiListing.Parse(File.ReadAllText(result.GetValue(current)!)));
            var (missing, demanded) = (old.MissingFrom(today), old.DemandedBy(today));
            var broken = (ReleaseVersion.MayBreak(was, now) ? [] : missing.Select(member => $"gone: {member}"))
                .Concat(ReleaseVersion.MayAdd(was, now) ? [] : demanded.Select(member => $"demanded of implementers: {member}"))
                .ToList();
            foreach (var line in broken)
            {
                result.InvocationConfiguration.Error.WriteLine(
                    $"{file}(1,1): error {Rule.Released}: {now} does not say that it breaks {was}. {line}");
            }

            if (broken.Count == 0)
            {
                result.InvocationConfiguration.Output.WriteLine(
                    $"{now} after {was}: {missing.Count} members are gone, {demanded.Count} are demanded of implementers; the version says so.");
            }

            return broken.Count == 0 ? 0 : Outcome.Refused;
        }));
        return command;
    }
}
