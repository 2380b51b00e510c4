namespace Dify.OpenApi.Reconciling;

/// <summary>The kinds of differences, in the words that the report uses.</summary>
internal static class DifferenceKind
{
    public const string Operation = "operation";
    public const string OperationId = "operationId";
    public const string Tag = "tag";
    public const string Parameter = "parameter";
    public const string ParameterName = "parameter name";
    public const string RequestBody = "request body";
    public const string Response = "response";
    public const string ProblemCode = "problem code";
    public const string MediaType = "media type";
    public const string ComponentName = "component name";
    public const string Property = "property";
    public const string Required = "required";
    public const string Nullable = "nullable";
    public const string Type = "type";
    public const string Format = "format";
    public const string Enum = "enum";
    public const string AdditionalProperties = "additional properties";
    public const string Alternatives = "alternatives";
    public const string Event = "event";
    public const string Limit = "limit";
    public const string Server = "server";
    public const string SecurityScheme = "security scheme";
    public const string Extension = "extension";
    public const string Example = "example";
    public const string Prose = "prose";
}
