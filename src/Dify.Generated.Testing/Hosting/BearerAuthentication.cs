using System;

namespace Dify.Generated.Testing;

/// <summary>The check of <c>Authorization: Bearer</c>.</summary>
internal static class BearerAuthentication
{
    /// <summary>The refusal, or null if the key is good.</summary>
    public static ContentReply? Refuse(string? header, string? apiKey)
    {
        string[] parts = (header ?? "").Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2)
        {
            return Problem.Unauthorized("The Authorization header must be provided and start with 'Bearer'.");
        }

        if (!string.Equals(parts[0], "bearer", StringComparison.OrdinalIgnoreCase))
        {
            return Problem.Unauthorized("The Authorization scheme must be 'Bearer'.");
        }

        return parts[1] == apiKey ? null : Problem.Unauthorized("Access token is invalid");
    }
}
