using System.Text.RegularExpressions;

namespace Dify.OpenApi.Documents;

/// <summary>Checks the version and brings what is newer, or older, to OpenAPI 3.0, which is what the rest of the tool and NSwag
/// understand.</summary>
internal static partial class VersionLowering
{
    private const string Understood = "OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 are understood.";

    public static MappingNode Lower(string file, MappingNode root, DocumentWarnings warnings)
    {
        if (root.Find("swagger") is { } swagger)
        {
            return swagger is ScalarNode { Text: "2.0" }
                ? new DocumentLowering(file, warnings, isStrict: false).Lower(new SwaggerLowering(file, warnings).Lower(root))
                : throw new DocumentException(
                    file, swagger.Position, Rule.Version, $"The document is of another version of Swagger. {Understood}");
        }

        var named = root.Find("openapi");
        var version = named is ScalarNode scalar ? scalar.Text : "";
        if (!Version().IsMatch(version))
        {
            throw new DocumentException(
                file,
                named?.Position ?? root.Position,
                Rule.Version,
                version.Length == 0
                    ? $"The document has no 'openapi' member that names its version. {Understood}"
                    : $"The document says OpenAPI {version}. {Understood}");
        }

        // A server says 3.0 and means 3.1: what 3.0 does not know is read as 3.1 reads it, and told.
        var says30 = version.StartsWith("3.0", System.StringComparison.Ordinal);
        var lowered = new DocumentLowering(file, warnings, isStrict: !says30).Lower(root);
        return says30 && warnings.Count == 0 && named is ScalarNode { Kind: ScalarKind.Text } ? root : lowered;
    }

    [GeneratedRegex(@"^3\.[0-2](\.[0-9]{1,3})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
