using Dify.OpenApi.Model;

namespace Dify.OpenApi.Problems;

/// <summary>A problem code that a response names, with what it says of it there.</summary>
/// <param name="Code">The code on the wire.</param>
/// <param name="Explanation">The text of the bullet that names it.</param>
/// <param name="Messages">The messages of the examples that show it; the English one is another language's where the English document has
/// none.</param>
internal sealed record ProblemMention(string Code, Prose Explanation, Prose Messages);
