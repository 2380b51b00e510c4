namespace Dify.OpenApi.Model;

internal sealed record SchemaProperty(string Name, Requirement Required, SchemaUse Use);
