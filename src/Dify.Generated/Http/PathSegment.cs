using System;

namespace Dify.Generated;

/// <summary>Makes a value exactly one segment of a path, or refuses it.</summary>
internal static class PathSegment
{
    private const int LongestValue = 1024;

    public static string Encode(string value, string parameterName)
    {
        if (value is null)
        {
            throw new ArgumentNullException(parameterName);
        }

        if (value.Length == 0)
        {
            throw new ArgumentException(ClientText.Get("PathValueEmpty"), parameterName);
        }

        // A dot segment survives escaping and would climb out of its place in the path.
        if (value is "." or "..")
        {
            throw new ArgumentException(ClientText.Get("PathValueDots"), parameterName);
        }

        if (value.Length > LongestValue)
        {
            throw new ArgumentException(ClientText.Format("PathValueLong", LongestValue), parameterName);
        }

        foreach (var c in value)
        {
            if (char.IsControl(c))
            {
                throw new ArgumentException(ClientText.Get("PathValueInvalid"), parameterName);
            }
        }

        if (!Surrogates.ArePaired(value))
        {
            throw new ArgumentException(ClientText.Get("PathValueInvalid"), parameterName);
        }

        return Uri.EscapeDataString(value);
    }
}
