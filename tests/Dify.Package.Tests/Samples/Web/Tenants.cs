namespace Web;

/// <summary>The keys of tenants, here from the configuration: Tenants:acme. In a program of yours they are in a database.</summary>
internal sealed class Tenants(IConfiguration configuration)
{
    public string? KeyOf(string tenant) => configuration[$"Tenants:{tenant}"];

    public static Uri ServerOf(IConfiguration configuration) => new(configuration["DIFY_BASE_URL"] ?? "https://api.dify.ai/v1");
}
