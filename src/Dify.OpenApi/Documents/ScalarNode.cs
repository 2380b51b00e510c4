using System;

namespace Dify.OpenApi.Documents;

internal enum ScalarKind
{
    Text,
    Number,
    Boolean,
    Null,
}

internal sealed class ScalarNode(Position position, ScalarKind kind, string text) : DocumentNode(position)
{
    public ScalarKind Kind { get; } = kind;

    /// <summary>The text; a number as JSON writes it, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public string Text { get; } = text;

    /// <summary><c>3.0</c> is the integer 3 to JSON Schema, whatever a parser makes of it.</summary>
    public static string WithoutFraction(string number) =>
        number.Contains('.') && !number.AsSpan().ContainsAny('e', 'E') && number.TrimEnd('0') is ['-' or (>= '0' and <= '9'), ..] trimmed && trimmed.EndsWith('.') ? trimmed[..^1] : number;

    public override string KindName => Kind switch
    {
        ScalarKind.Text => "a string",
        ScalarKind.Number => "a number",
        ScalarKind.Boolean => "a boolean",
        _ => "null",
    };
}
