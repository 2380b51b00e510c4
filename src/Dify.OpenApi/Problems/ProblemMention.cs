using Dify.OpenApi.Model;

namespace Dify.OpenApi.Problems;

/// <summary>A problem code that a response names, with what it says of it there.</summary>
/// <param name="Code">The code on the wire.</param>
/// <param name="Explanation">The text of the bullet that names it.</param>
/// <param name="Message">The message of the example that shows it, from the English document if that has one.</param>
/// <param name="JapaneseMessage">The message of the Japanese document's example.</param>
internal sealed record ProblemMention(string Code, Prose Explanation, string? Message, string? JapaneseMessage);
