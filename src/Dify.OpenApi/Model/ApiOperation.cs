using System.Collections.Generic;

namespace Dify.OpenApi.Model;

internal sealed class ApiOperation(string method, string path, Origin origin, string? scope = null)
{
    public string Method { get; } = method;

    public string Path { get; } = path;

    public Origin Origin { get; } = origin;

    /// <summary>Method and path with the path parameters' names dropped: what the wire sees, and what operations are matched by.</summary>
    public string Key { get; } = scope is null ? OperationKey.Of(method, path) : $"{scope} {OperationKey.Of(method, path)}";

    public string? OperationId { get; set; }

    public List<string> Tags { get; } = [];

    public Prose Summary { get; set; }

    public Prose Description { get; set; }

    public List<ApiParameter> Parameters { get; } = [];

    public ApiBody? Body { get; set; }

    public List<ApiResponse> Responses { get; } = [];

    /// <summary>Vendor extensions as JSON texts, for comparing.</summary>
    public SortedDictionary<string, string> Extensions { get; } = new(System.StringComparer.Ordinal);

    /// <summary>The same operation under the names of a scope.</summary>
    public ApiOperation Of(string? scope)
    {
        if (scope is null)
        {
            return this;
        }

        var scoped = new ApiOperation(Method, Path, Origin, scope)
        {
            OperationId = OperationId,
            Summary = Summary,
            Description = Description,
            Body = Body,
        };
        scoped.Tags.AddRange(Tags);
        scoped.Parameters.AddRange(Parameters);
        scoped.Responses.AddRange(Responses);
        return scoped;
    }
}
