using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Vectors after the rules of the HTML standard for event streams, each with every kind of line end, and with all kinds in
/// turn.</summary>
internal static class StandardVectors
{
    private const string A = "{\"event\":\"v\",\"n\":1}";
    private const string B = "{\"event\":\"v\",\"n\":2}";
    private const string Foreign = "{\"event\":\"v\",\"t\":\"é 日本語 😀 \\u00e9\"}";
    private const string Colons = "{\"event\":\"v\",\"t\":\"a: b:c ::\"}";

    private static readonly string[][] LineEnds = [["\n"], ["\r"], ["\r\n"], ["\n", "\r", "\r\n"]];

    private static readonly (string Name, string Input, string[] Events)[] Cases =
    [
        ("one event", $"data: {A}\n\n", [A]),
        ("two events", $"data: {A}\n\ndata: {B}\n\n", [A, B]),
        ("no space behind the colon", $"data:{A}\n\n", [A]),
        ("only the first space is taken away", $"data:  {A}\n\n", [" " + A]),
        ("a tab is no space", $"data:\t{A}\n\n", ["\t" + A]),
        ("spaces at the end stay", $"data: {A}  \n\n", [A + "  "]),
        ("colons in the value", $"data: {Colons}\n\n", [Colons]),
        ("a comment before", $": hello\ndata: {A}\n\n", [A]),
        ("a comment between lines of data", "data: {\"event\"\n: hello\ndata: :\"v\"}\n\n", ["{\"event\"\n:\"v\"}"]),
        ("comments alone", $": hello\n\n:\n\n: again\n\ndata: {A}\n\n", [A]),
        ("a line of one colon", $":\ndata: {A}\n:\n\n", [A]),
        ("data over three lines", "data: {\ndata: \"event\":\"v\"\ndata: }\n\n", ["{\n\"event\":\"v\"\n}"]),
        ("an empty line of data in the middle", "data: {\"event\":\ndata:\ndata: \"v\"}\n\n", ["{\"event\":\n\n\"v\"}"]),
        ("an empty line of data first", $"data:\ndata: {A}\n\n", ["\n" + A]),
        ("an empty line of data last", $"data: {A}\ndata\n\n", [A + "\n"]),
        ("data without a colon is empty", $"data\n\ndata: {A}\n\n", [A]),
        ("empty data is no event", $"data:\n\ndata: \n\ndata: {A}\n\n", [A]),
        ("a name without data is no event", $"event: ping\n\ndata: {A}\n\n", [A]),
        ("five pings", string.Concat(Enumerable.Repeat("event: ping\n\n", 5)) + $"data: {A}\n\n", [A]),
        ("a ping between any two", $"event: ping\n\ndata: {A}\n\nevent: ping\n\ndata: {B}\n\nevent: ping\n\n", [A, B]),
        ("the name of the frame does not matter", $"event: ping\ndata: {A}\n\nevent: other\ndata: {B}\n\n", [A, B]),
        ("a name behind the data", $"data: {A}\nevent: ping\n\n", [A]),
        ("an id", $"id: 7\ndata: {A}\n\nid\ndata: {B}\n\n", [A, B]),
        ("an id with NUL", $"id: a\0b\ndata: {A}\n\n", [A]),
        ("a time to retry", $"retry: 1000\ndata: {A}\n\nretry: soon\n\n", [A]),
        ("a field that nobody knows", $"other: 1\nother\ndata: {A}\n\n", [A]),
        ("a longer name is another field", $"datax: {B}\ndata-: {B}\ndata: {A}\n\n", [A]),
        ("a shorter name is another field", $"dat: {B}\nd\ndata: {A}\n\n", [A]),
        ("capitals are another field", $"DATA: {B}\nData: {B}\ndata: {A}\n\n", [A]),
        ("a space before the name is another field", $" data: {B}\ndata: {A}\n\n", [A]),
        ("a space before the colon is another field", $"data : {B}\ndata: {A}\n\n", [A]),
        ("many empty lines", $"\n\n\ndata: {A}\n\n\n\n\ndata: {B}\n\n\n", [A, B]),
        ("no empty line at the end", $"data: {A}\n\ndata: {B}\n", [A]),
        ("no line end at the end", $"data: {A}\n\ndata: {B}", [A]),
        ("several bytes a character", $"data: {Foreign}\n\n", [Foreign]),
        ("a byte order mark at the start", $"\uFEFFdata: {A}\n\n", [A]),
        ("a byte order mark before an empty line", $"\uFEFF\ndata: {A}\n\n", [A]),
        ("a byte order mark later belongs to the name", $"data: {A}\n\n\uFEFFdata: {B}\n\ndata: {B}\n\n", [A, B]),
        ("many fields", string.Concat(Enumerable.Range(0, 30).Select(number => $"f{number}: x\n")) + $"data: {A}\n\n", [A]),
        ("a long value", $"data: {{\"event\":\"v\",\"t\":\"{new string('x', 300)}\"}}\n\ndata: {A}\n\n", [
            $"{{\"event\":\"v\",\"t\":\"{new string('x', 300)}\"}}", A
        ]),
    ];

    public static IEnumerable<SseVector> All
        => from each in Cases
           from ends in LineEnds
           select new SseVector(
               $"{each.Name}, {string.Concat(ends).Replace("\r", "CR", StringComparison.Ordinal).Replace("\n", "LF", StringComparison.Ordinal)}",
               WithLineEnds(each.Input, ends),
               each.Events);

    public static bool IsOne(string id) => Array.Exists(Cases, each => id.StartsWith(each.Name + ",", StringComparison.Ordinal));

    private static string WithLineEnds(string input, string[] ends)
    {
        string[] lines = input.Split('\n');
        return string.Concat(lines.Select((line, index) => index == lines.Length - 1 ? line : line + ends[index % ends.Length]));
    }
}
