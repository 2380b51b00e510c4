namespace Dify.OpenApi.Documents;

/// <summary>A document as it was read.</summary>
/// <param name="File">The path as the caller gave it.</param>
/// <param name="Text">The document's own text: of a page, the text of its block.</param>
/// <param name="FirstLine">The line of the file on which <paramref name="Text"/> starts.</param>
/// <param name="IsJson">Whether the text is JSON; otherwise it is YAML.</param>
/// <param name="IsLowered">Whether the document had to be brought to OpenAPI 3.0.</param>
/// <param name="Root">The values, brought down to OpenAPI 3.0.</param>
internal sealed record SourceDocument(string File, string Text, int FirstLine, bool IsJson, bool IsLowered, MappingNode Root)
{
    /// <summary>What was understood though the document's version does not know it.</summary>
    public required DocumentWarnings Warnings { get; init; }

    /// <summary>Whether the values are no longer those of the text, because servers were seen to do otherwise.</summary>
    public bool IsCorrected { get; init; }

    public DocumentException Refuse(Position position, string rule, string message) => new(File, position, rule, message);

    public DocumentException Refuse(DocumentNode node, string rule, string message) => new(File, node.Position, rule, message);
}
