using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Tests.Support;

/// <summary>Damages a YAML document in one place, the same way for the same seed.</summary>
internal static class DocumentMutation
{
    private static readonly string[] Values =
    [
        "null", "true",
        "42", "''", "[]", "{}", "object", "array", "integer", "≠", "4XX", "2XX", "default", "class", "event", "名前", "1st", "a b", "$ref",
        "'#/components/schemas/Missing'", "'#/components/schemas/WorkflowFinishedData'",
        "'other.yaml#/X'", "date-time", "binary", "text/event-stream", "*anchor", "&anchor 1", "- x", "? y",
        "{$ref: '#/components/schemas/ChunkWorkflowEvent'}",
        "{type: array}", "{type: object, properties: {a: {type: string}}}", "{oneOf: [{type: string}, {type: object}]}", "{enum: [1, 2]}",
    ];

    public static string Apply(string document, int seed)
    {
        var random = new Random(seed);
        var lines = document.Split('\n').ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            Mutate(lines, random);
        }

        return string.Join('\n', lines);
    }

    private static void Mutate(List<string> lines, Random random)
    {
        var index = random.Next(lines.Count - 1);
        switch (random.Next(7))
        {
            case 0:
                lines.RemoveAt(index);
                break;
            case 1:
                lines.Insert(index, lines[random.Next(lines.Count)]);
                break;
            case 2:
                (lines[index], lines[index + 1]) = (lines[index + 1], lines[index]);
                break;
            case 3:
                lines[index] = random.Next(2) == 0 ? $"  {lines[index]}" : lines[index].Length > 2 ? lines[index][2..] : "";
                break;
            case 4:
                RemoveBlock(lines, index);
                break;
            default:
                ReplaceValue(lines, index, Values[random.Next(Values.Length)]);
                break;
        }
    }

    /// <summary>Removes a key with everything below it.</summary>
    private static void RemoveBlock(List<string> lines, int index)
    {
        var indent = Indent(lines[index]);
        var end = index + 1;
        while (end < lines.Count && (lines[end].Length == 0 || Indent(lines[end]) > indent))
        {
            end++;
        }

        lines.RemoveRange(index, end - index);
    }

    private static void ReplaceValue(List<string> lines, int index, string value)
    {
        var colon = lines[index].IndexOf(": ", StringComparison.Ordinal);
        if (colon >= 0)
        {
            lines[index] = $"{lines[index][..colon]}: {value}";
        }
        else if (lines[index].EndsWith(':'))
        {
            RemoveBlock(lines, index + 1);
            lines[index] += $" {value}";
        }
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;
}
