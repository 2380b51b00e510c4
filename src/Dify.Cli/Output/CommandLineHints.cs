using System;
using System.Collections.Generic;
using System.Linq;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Output;

/// <summary>
/// Command lines that go on where one has ended, to be pasted into a shell as they are. What a server or a form says in them is quoted, so
/// that no shell acts on it.
/// </summary>
internal sealed class CommandLineHints(string? user, string? baseUrl, bool isInsecure, string? profile = null)
{
    private const string Anything = "...";

    public string Submit(HumanInputRequiredData form)
    {
        var action = form.Actions?.FirstOrDefault()?.Id ?? "ACTION";
        var answers = (form.Inputs ?? []).SelectMany(input => Answer(form, input));
        return Line(["form", "submit", form.FormToken!, "--action", action, .. answers]);
    }

    public string Stop(string taskId) => Line(["stop", taskId]);

    public string Show(string workflowRunId) => Line(["runs", "show", workflowRunId], hasUser: false);

    public string Follow(string? workflowRunId) => Line(["runs", "follow", workflowRunId ?? "RUN_ID"]);

    /// <summary>A word as a shell takes it for itself: the quotes of PowerShell on Windows, of a POSIX shell elsewhere.</summary>
    public static string Quote(string word, bool isWindows)
        => word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '=')
            ? word
            : $"'{word.Replace("'", isWindows ? "''" : "'\\''", StringComparison.Ordinal)}'";

    private string Line(IEnumerable<string> words, bool hasUser = true)
    {
        List<string> all = ["dify", .. words];
        if (user is not null && hasUser)
        {
            all.AddRange(["--user", user]);
        }

        if (profile is not null)
        {
            all.AddRange(["--profile", profile]);
        }

        if (baseUrl is not null)
        {
            all.AddRange(["--base-url", baseUrl]);
        }

        if (isInsecure)
        {
            all.Add("--insecure");
        }

        return string.Join(' ', all.Select(static word => Quote(word, OperatingSystem.IsWindows())));
    }

    private static IEnumerable<string> Answer(HumanInputRequiredData form, HumanInputFormInput input)
    {
        var name = input.OutputVariableName ?? string.Empty;
        return input.Type?.Value switch
        {
            "file" or "file-list" => ["--file", $"{name}=PATH"],
            "select" => ["--input", $"{name}={Printable(input.OptionSource?.Value.FirstOrDefault())}"],
            _ => ["--input", $"{name}={Printable(DefaultOf(form, input))}"],
        };
    }

    private static string? DefaultOf(HumanInputRequiredData form, HumanInputFormInput input)
        => (form.ResolvedDefaultValues as JObject)?[input.OutputVariableName ?? string.Empty] is JValue { Value: string text }
            ? text
            : input.Default?.Value;

    // What cannot be shown as it is cannot be pasted either.
    private static string Printable(string? text) => string.IsNullOrEmpty(text) || text.Any(char.IsControl) ? Anything : text;
}
