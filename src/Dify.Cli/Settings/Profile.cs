namespace Dify.Cli.Settings;

/// <summary>The key of an app and the address of its server, which belong together.</summary>
/// <param name="BaseUrl">The address of the API; null for Dify's cloud.</param>
/// <param name="ApiKey">The key itself; null if a variable has it.</param>
/// <param name="KeyVariable">The environment variable that has the key; null if the profile itself does.</param>
internal sealed record Profile(string? BaseUrl, string? ApiKey, string? KeyVariable)
{
    private const string KnowledgePrefix = "dataset-";

    /// <summary>What the key opens: <c>app</c> or <c>knowledge</c>; null if a variable has it.</summary>
    public string? Kind
        => ApiKey is null ? null : ApiKey.StartsWith(KnowledgePrefix, System.StringComparison.Ordinal) ? "knowledge" : "app";
}
