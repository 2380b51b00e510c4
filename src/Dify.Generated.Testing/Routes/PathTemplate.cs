using System;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>Path templates with parameters in braces.</summary>
internal static class PathTemplate
{
    /// <summary>Where the API begins.</summary>
    public const string BasePath = "/v1";

    public static bool IsParameter(string segment) => segment.Length > 2 && segment[0] == '{' && segment[^1] == '}';

    /// <summary>Whether a path, still escaped, fits a template; a template without parameters fits only itself.</summary>
    public static bool Fits(string template, string path)
    {
        string[] expected = template.Split('/');
        string[] actual = path.Split('/');
        return expected.Length == actual.Length
            && expected.Zip(actual).All(pair => pair.First == pair.Second || (IsParameter(pair.First) && pair.Second.Length > 0));
    }
}
