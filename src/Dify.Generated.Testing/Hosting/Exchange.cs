using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>One request on its way through the server, and the reply once there is one.</summary>
internal sealed class Exchange(RecordedRequest recorded, ContractFinding finding)
{
    private static readonly object Key = new();

    public RecordedRequest Recorded => recorded;

    public ContractFinding Finding => finding;

    /// <summary>The method whose route answers.</summary>
    public string RoutedMethod => RoutedMethodOf(recorded.Method);

    /// <summary>Stays null when the answer comes from a WireMock mapping of the test's own.</summary>
    public Reply? Reply { get; set; }

    /// <summary>Whether somebody was told how it went.</summary>
    public bool IsTold { get; set; }

    public static string RoutedMethodOf(string method) => method == "HEAD" ? "GET" : method;

    public static Exchange Of(HttpContext context) => (Exchange)context.Items[Key]!;

    public void AttachTo(HttpContext context) => context.Items[Key] = this;
}
