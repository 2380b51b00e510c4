using System;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>One request on its way through the server, and the reply once there is one.</summary>
internal sealed class Exchange(RecordedRequest recorded, ContractFinding finding, TestReply? own, ReplyTimes times) : IDisposable
{
    private static readonly object Key = new();

    public RecordedRequest Recorded => recorded;

    public ContractFinding Finding => finding;

    /// <summary>The answer that a test or a script has put in the place of the server's own.</summary>
    public TestReply? Own => own;

    public ReplyTimes Times => times;

    /// <summary>The method whose route answers.</summary>
    public string RoutedMethod => RoutedMethodOf(recorded.Method);

    /// <summary>Stays null when the answer comes from a WireMock mapping of the test's own.</summary>
    public Reply? Reply { get; set; }

    /// <summary>Whether somebody was told how it went.</summary>
    public bool IsTold { get; set; }

    public static string RoutedMethodOf(string method) => method == "HEAD" ? "GET" : method;

    public static Exchange Of(HttpContext context) => (Exchange)context.Items[Key]!;

    public void AttachTo(HttpContext context) => context.Items[Key] = this;

    public void Dispose() => times.Dispose();
}
