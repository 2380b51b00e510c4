namespace Dify.Generated.Testing;

/// <summary>An answer in the place of the server's own.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/v1</c>, or its template.</param>
/// <param name="Call">Which call of the operation gets it, from 1; null for every one.</param>
/// <param name="Reply">The answer.</param>
internal sealed record ScriptedReply(string Method, string Path, int? Call, TestReply Reply);
