using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>What an app must be like for a recorded start to be refused as it was; told from the server's words.</summary>
internal sealed partial class RefusedStart(Recording recording)
{
    private const string TooMany = "Too many requests.";

    /// <summary>The input that was refused, as the app's form has it; none if the start was not refused for its input.</summary>
    public IReadOnlyList<AppInput> Form => Words is not { } words ? []
        : Required().Match(words) is { Success: true } required ? [new AppInput(required.Groups[1].Value)]
        : NoText().Match(words) is { Success: true } text ? [new AppInput(text.Groups[2].Value, text.Groups[1].Value) { Options = ["a"] }]
        : NoOption().Match(words) is { Success: true } option
            ? [new AppInput(option.Groups[1].Value, "select") { Options = OptionsIn(option.Groups[2].Value) }]
        : TooLong().Match(words) is { Success: true } tooLong
            ? [Limited(tooLong.Groups[1].Value, tooLong.Groups[2].Value, tooLong.Groups[3].Value)]
        : WrongKind().Match(words) is { Success: true } kind ? [new AppInput(kind.Groups[1].Value, TypeOf(kind.Groups[2].Value))]
        : words.StartsWith("Invalid upload file", StringComparison.Ordinal) ? [new AppInput(FileInput(), "file")]
        : [];

    /// <summary>How many runs the app may have at once, or 0 if it was not refused for that.</summary>
    public int RunLimit => Words is { } words && words.StartsWith(TooMany, StringComparison.Ordinal)
        ? Limit().Match(words) is { Success: true } limit ? int.Parse(limit.Groups[1].Value, CultureInfo.InvariantCulture) : 1
        : 0;

    private string? Words => recording.Exchanges.Where(Recording.IsStart).Select(WordsOf).FirstOrDefault(words => words is not null);

    private static string? WordsOf(RecordedExchange exchange) => exchange.IsEventStream
        ? RecordedEvent.Of(exchange).Select(told => (string?)(told.Json["message"] ?? told.Data["error"]))
            .FirstOrDefault(words => words is not null)
        : exchange.Status >= 400 ? (string?)RecordedEvent.Parse(exchange.BodyText)["message"] : null;

    private static AppInput Limited(string name, string limit, string unit) =>
        new(name, unit == "files" ? "file-list" : "paragraph") { MaxLength = int.Parse(limit, CultureInfo.InvariantCulture) };

    private static string TypeOf(string kind) => kind switch
    {
        "valid number" => "number",
        "file" => "file",
        "list of files" => "file-list",
        _ => "json_object",
    };

    private static string[] OptionsIn(string list) => [.. Quoted().Matches(list).Select(option => option.Groups[1].Value)];

    // The input that is a file.
    private string FileInput() => recording.Exchanges.Where(Recording.IsStart)
        .SelectMany(start => start.Body is null ? [] : ((JObject)RecordedEvent.Parse(start.Body)["inputs"]!).Properties())
        .Where(input => input.Value is JObject)
        .Select(input => input.Name)
        .FirstOrDefault() ?? "file";

    [GeneratedRegex("^(.+) is required in input form$")]
    private static partial Regex Required();

    [GeneratedRegex(@"^\(type '([^']+)'\) (.+) in input form must be a string$")]
    private static partial Regex NoText();

    [GeneratedRegex(@"^(.+) in input form must be one of the following: \[(.*)\]$")]
    private static partial Regex NoOption();

    [GeneratedRegex("^(.+) in input form must be less than ([0-9]+) (characters|files)$")]
    private static partial Regex TooLong();

    [GeneratedRegex("^(.+) in input form must be a (valid number|file|list of files|dict)$")]
    private static partial Regex WrongKind();

    [GeneratedRegex("'((?:[^'\\\\]|\\\\.)*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"is ([0-9]+)\.$")]
    private static partial Regex Limit();
}
