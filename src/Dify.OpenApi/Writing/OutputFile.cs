namespace Dify.OpenApi.Writing;

internal sealed record OutputFile(string Path, string Content);
