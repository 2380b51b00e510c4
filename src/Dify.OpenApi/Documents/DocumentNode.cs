namespace Dify.OpenApi.Documents;

/// <summary>A value of a document, whatever notation it was written in, with the place it was written at.</summary>
internal abstract class DocumentNode(Position position)
{
    public Position Position { get; } = position;

    /// <summary>How many nodes a reader meets below and including this one, aliases followed.</summary>
    public long Weight { get; protected init; } = 1;

    public abstract string KindName { get; }
}
