using System;

namespace Dify.OpenApi.Documents;

/// <summary>Checks the OpenAPI version and brings 3.1 down to 3.0, which is what the rest of the tool and NSwag understand.</summary>
internal static class VersionLowering
{
    public static MappingNode Lower(string file, MappingNode root)
    {
        var version = root.Find("openapi") is ScalarNode scalar ? scalar.Text : "";
        if (version.StartsWith("3.0", StringComparison.Ordinal))
        {
            return root;
        }

        if (version.StartsWith("3.1", StringComparison.Ordinal))
        {
            return new DocumentLowering(file).Lower(root);
        }

        var position = root.Find("openapi")?.Position ?? root.Position;
        throw new DocumentException(
            file,
            position,
            Rule.Version,
            version.Length == 0 ? "The document has no 'openapi' member that names its version; 3.0 and 3.1 are understood." : $"The document says OpenAPI {version}; 3.0 and 3.1 are understood.");
    }
}
