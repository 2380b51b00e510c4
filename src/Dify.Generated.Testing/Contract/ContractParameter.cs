using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A query parameter of an operation.</summary>
internal sealed record ContractParameter(string Name, bool IsRequired, JObject Schema);
