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

    public override string KindName => Kind switch
    {
        ScalarKind.Text => "a string",
        ScalarKind.Number => "a number",
        ScalarKind.Boolean => "a boolean",
        _ => "null",
    };
}
