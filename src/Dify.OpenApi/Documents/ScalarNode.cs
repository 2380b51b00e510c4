using System;
using System.Globalization;

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

    /// <summary><c>3.0</c> and <c>3e0</c> are the integer 3 to JSON Schema, whatever a parser makes of them.</summary>
    public static string Integral(string number) =>
        number.AsSpan().ContainsAny('.', 'e', 'E')
            && decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && decimal.IsInteger(value)
            ? decimal.Truncate(value).ToString(CultureInfo.InvariantCulture)
            : number;

    public override string KindName => Kind switch
    {
        ScalarKind.Text => "a string",
        ScalarKind.Number => "a number",
        ScalarKind.Boolean => "a boolean",
        _ => "null",
    };
}
