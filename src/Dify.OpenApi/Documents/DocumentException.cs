using System;

namespace Dify.OpenApi.Documents;

/// <summary>A document that cannot be used: which file, where in it, which rule, and what to do.</summary>
internal sealed class DocumentException(string file, Position position, string rule, string message)
    : Exception(message)
{
    public string File { get; } = file;

    public Position Position { get; } = position;

    public string Rule { get; } = rule;

    /// <summary>The form that MSBuild and editors recognise.</summary>
    public string ToLine() => $"{File}({Position.Line},{Position.Column}): error {Rule}: {SafeText.Line(Message)}";
}
