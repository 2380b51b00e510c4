using System;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>What browsers ask before they send a request to another origin, answered as a real server does.</summary>
internal static class CrossOrigin
{
    private const string Methods = "DELETE, GET, OPTIONS, PATCH, POST, PUT";

    private static readonly string[] Headers = ["Authorization", "Content-Type", "X-App-Code", "X-App-Passport"];

    /// <summary>Adds what a browser wants to know: the methods, and of the headers that it asks for those that are allowed.</summary>
    public static ContentReply AnswerPreflight(RecordedRequest request, ContentReply reply)
    {
        if (request.Header("Access-Control-Request-Method") is null)
        {
            return reply;
        }

        string[] asked = (request.Header("Access-Control-Request-Headers") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] allowed = [.. asked.Where(name => Headers.Contains(name, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        reply.With("Access-Control-Allow-Methods", Methods);
        return allowed.Length > 0 ? reply.With("Access-Control-Allow-Headers", string.Join(", ", allowed)) : reply;
    }
}
