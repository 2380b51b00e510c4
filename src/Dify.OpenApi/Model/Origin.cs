using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Model;

/// <summary>Where in which file something was said.</summary>
internal sealed record Origin(SourceDocument Document, Position Position)
{
    public DocumentException Refuse(string rule, string message) => Document.Refuse(Position, rule, message);
}
