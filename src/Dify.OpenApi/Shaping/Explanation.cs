namespace Dify.OpenApi.Shaping;

/// <summary>One thing that the contract says otherwise than the documents, and why.</summary>
internal sealed record Explanation(string Place, string Change, string Reason);
