using System.Text.RegularExpressions;

namespace Dify.OpenApi.Model;

/// <summary>Names an operation by what goes over the wire: <c>POST /workflows/tasks/{}/stop</c>.</summary>
internal static partial class OperationKey
{
    public static string Of(string method, string path) => $"{method.ToUpperInvariant()} {WithoutNames(path)}";

    /// <summary>A path, or a place that begins with one, without its parameters' names.</summary>
    public static string WithoutNames(string path) => PathParameter().Replace(path, "{}");

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex PathParameter();
}
