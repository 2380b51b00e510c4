namespace Dify.OpenApi.Reconciling;

/// <summary>A place where the two documents disagree, and what the contract says there.</summary>
internal sealed record Difference(string Kind, string Place, string? English, string? Japanese, string Decision);
