using System.Collections.Generic;

namespace Dify.OpenApi.Model;

/// <summary>A server.</summary>
/// <param name="Template">The address as written.</param>
/// <param name="Variables">The variables and their defaults.</param>
/// <param name="Address">The address with its variables' defaults.</param>
/// <param name="Description">What the documents say of it.</param>
/// <param name="Origin">Where it stands.</param>
internal sealed record ApiServer(
    string Template, IReadOnlyList<ApiServerVariable> Variables, string Address, Prose Description, Origin Origin);

internal sealed record ApiServerVariable(string Name, string Default, Prose Description);
