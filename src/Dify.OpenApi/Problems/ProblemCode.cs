using System.Collections.Generic;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Problems;

/// <summary>A problem code: its C# name, its explanation, and the statuses that it comes with.</summary>
internal sealed record ProblemCode(string Code, string Name, Prose Explanation, IReadOnlyCollection<string> Statuses);
