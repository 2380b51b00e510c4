using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>An operation of the documents.</summary>
internal sealed record ContractOperation(
    string Id,
    string Method,
    string Template,
    IReadOnlyList<ContractParameter> Query,
    IReadOnlyDictionary<string, JObject> Bodies,
    bool IsBodyRequired);
