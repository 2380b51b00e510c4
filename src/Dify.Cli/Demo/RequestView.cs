using System;
using System.Linq;
using Dify.Cli.Output;
using Dify.Generated.Testing;

namespace Dify.Cli.Demo;

/// <summary>A request as it went over the wire, with the key masked.</summary>
internal static class RequestView
{
    public static void Write(Terminal terminal, RecordedRequest request, string apiKey)
    {
        terminal.WriteLine($"  > {request.Method} {request.Target} HTTP/1.1");
        foreach (var (name, value) in request.Headers.OrderBy(static header => header.Key, StringComparer.Ordinal)
            .SelectMany(static header => header.Value.Select(value => (header.Key, value))))
        {
            terminal.WriteLine($"  > {name}: {value.Replace(apiKey, Masked(apiKey), StringComparison.Ordinal)}");
        }

        terminal.WriteLine("  >");
        if (request.Body.Length > 0)
        {
            terminal.WriteLine($"  > {request.BodyText}");
        }
    }

    private static string Masked(string key)
    {
        const string Prefix = "app-";
        return (key.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix : string.Empty) + "****";
    }
}
