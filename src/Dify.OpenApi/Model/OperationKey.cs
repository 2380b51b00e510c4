using System.Text.RegularExpressions;

namespace Dify.OpenApi.Model;

/// <summary>Names an operation by what goes over the wire: <c>POST /workflows/tasks/{}/stop</c>.</summary>
internal static partial class OperationKey
{
    public static string Of(string method, string path) => $"{method.ToUpperInvariant()} {PathParameter().Replace(path, "{}")}";

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex PathParameter();
}
