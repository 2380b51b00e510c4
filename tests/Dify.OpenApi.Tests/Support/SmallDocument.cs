using System.Text;

namespace Dify.OpenApi.Tests.Support;

/// <summary>Writes small documents around the few lines that a test is about.</summary>
internal static class SmallDocument
{
    public const string Head = "openapi: 3.0.1\ninfo: {title: Small, version: '1'}\nservers: [{url: 'https://api.example.com/v1'}]\n";

    /// <summary>A document whose <c>GET /thing</c> answers with the schema; lines are YAML, indented by nothing.</summary>
    public static string Answering(string schema, string more = "") =>
        $"{Head}paths:\n  /thing:\n    get:\n      operationId: getThing\n      responses:\n        '200':\n          description: Done.\n          content:\n            application/json:\n              schema:\n{Indent(schema, 16)}\n{more}";

    /// <summary>A document whose <c>POST /thing</c> takes the schema and answers nothing.</summary>
    public static string Taking(string schema) =>
        $"{Head}paths:\n  /thing:\n    post:\n      operationId: makeThing\n      requestBody:\n        content:\n          application/json:\n            schema:\n{Indent(schema, 14)}\n      responses:\n        '204': {{description: Done.}}\n";

    /// <summary>A document with the operation's members written out.</summary>
    public static string Operation(string path, string method, string members) =>
        $"{Head}paths:\n  {path}:\n    {method}:\n{Indent(members, 6)}\n";

    private static string Indent(string lines, int by)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Trim('\n').Split('\n'))
        {
            text.Append(' ', by).Append(line).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }
}
