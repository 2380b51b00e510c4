namespace Dify.OpenApi.Model;

/// <summary>An example of a body.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Summary">What the document says of it.</param>
/// <param name="Value">Its value as JSON, for comparing.</param>
/// <param name="Problem">The problem that it shows, when its value has a <c>code</c>.</param>
internal sealed record ApiExample(string Name, Prose Summary, string Value, ApiProblemExample? Problem);

internal sealed record ApiProblemExample(string Code, string? Message, Language Language);
