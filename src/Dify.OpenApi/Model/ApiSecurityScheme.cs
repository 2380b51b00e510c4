namespace Dify.OpenApi.Model;

/// <summary>A security scheme.</summary>
/// <param name="Name">The component's name.</param>
/// <param name="Definition">Everything but the prose, as JSON.</param>
/// <param name="Description">What the documents say of it.</param>
/// <param name="Origin">Where it stands.</param>
internal sealed record ApiSecurityScheme(string Name, string Definition, Prose Description, Origin Origin);
