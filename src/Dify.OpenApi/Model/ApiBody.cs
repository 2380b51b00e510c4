using System.Collections.Generic;

namespace Dify.OpenApi.Model;

internal sealed record ApiBody(Requirement Required, Prose Description, IReadOnlyList<ApiContent> Contents, Origin Origin);
