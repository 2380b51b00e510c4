namespace Dify.OpenApi.Model;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">The wire name.</param>
/// <param name="In">path, query or header.</param>
/// <param name="Required">Whether each document requires it.</param>
/// <param name="Use">Its schema.</param>
/// <param name="Description">What the documents say of it.</param>
/// <param name="Example">Its examples as one JSON text, for comparing.</param>
/// <param name="Origin">Where it stands.</param>
internal sealed record ApiParameter(
    string Name, string In, Requirement Required, SchemaUse Use, Prose Description, string? Example, Origin Origin)
{
    /// <summary>How a list is written; null if the document does not say.</summary>
    public string? Style { get; init; }

    /// <summary>Whether each item of a list is sent by itself; null if the document does not say.</summary>
    public bool? Explode { get; init; }
}
