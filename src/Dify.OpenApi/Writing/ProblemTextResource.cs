using System.Collections.Generic;
using System.Security;
using System.Text;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Problems;

namespace Dify.OpenApi.Writing;

/// <summary>Writes the explanations of the problem codes in one language as a .NET resource file.</summary>
internal static class ProblemTextResource
{
    public static string Write(IReadOnlyList<ProblemCode> codes, Language language)
    {
        var resource = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<root>\n");
        Header(resource, "resmimetype", "text/microsoft-resx");
        Header(resource, "version", "2.0");
        Header(resource, "reader", "System.Resources.ResXResourceReader, System.Windows.Forms");
        Header(resource, "writer", "System.Resources.ResXResourceWriter, System.Windows.Forms");
        foreach (var code in codes)
        {
            resource.Append("  <data name=\"").Append(Escape(code.Code)).Append("\" xml:space=\"preserve\">\n    <value>")
                .Append(Escape(code.Explanation.For(language) ?? "")).Append("</value>\n  </data>\n");
        }

        return resource.Append("</root>\n").ToString();
    }

    private static void Header(StringBuilder resource, string name, string value) =>
        resource.Append("  <resheader name=\"").Append(name).Append("\">\n    <value>").Append(value).Append("</value>\n  </resheader>\n");

    private static string Escape(string text) => SecurityElement.Escape(SafeText.Prose(text)) ?? "";
}
