using System;

namespace Dify.Generated;

/// <summary>Makes a value exactly one segment of a path, or refuses it.</summary>
internal static class PathSegment
{
    private const int LongestValue = 1024;

    public static string Encode(string? value, string parameterName)
    {
        if (value is null)
        {
            throw new ArgumentNullException(parameterName);
        }

        return Problem(value) is { } problem
            ? throw new ArgumentException(ClientText.Format(problem, LongestValue), parameterName)
            : Uri.EscapeDataString(value);
    }

    /// <summary>Whether a value can be a segment; one from a server need not.</summary>
    public static bool CanBe(string value) => Problem(value) is null;

    private static string? Problem(string value)
    {
        if (value.Length == 0)
        {
            return "PathValueEmpty";
        }

        // A dot segment survives escaping and would climb out of its place in the path.
        if (value is "." or "..")
        {
            return "PathValueDots";
        }

        if (value.Length > LongestValue)
        {
            return "PathValueLong";
        }

        foreach (var c in value)
        {
            if (char.IsControl(c))
            {
                return "PathValueInvalid";
            }
        }

        return Surrogates.ArePaired(value) ? null : "PathValueInvalid";
    }
}
