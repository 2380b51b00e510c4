namespace Dify.OpenApi.Model;

internal sealed record ApiTag(string Name, string? Description);
