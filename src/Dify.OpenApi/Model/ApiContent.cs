using System.Collections.Generic;

namespace Dify.OpenApi.Model;

/// <summary>A body in one media type.</summary>
internal sealed record ApiContent(string MediaType, SchemaUse? Use, IReadOnlyList<ApiExample> Examples, Origin Origin);
