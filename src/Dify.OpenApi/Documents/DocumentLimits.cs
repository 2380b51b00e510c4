namespace Dify.OpenApi.Documents;

/// <summary>Bounds that keep a hostile or broken file from taking the build's time and memory.</summary>
internal static class DocumentLimits
{
    public const int FileBytes = 8 * 1024 * 1024;

    /// <summary>Nesting of objects and arrays. Dify's deepest document needs about thirty.</summary>
    public const int Depth = 128;

    /// <summary>Nodes met when every alias is followed. Dify's largest document has about sixty thousand.</summary>
    public const long Nodes = 1_000_000;

    /// <summary>Generated types. Dify's largest document needs about three hundred.</summary>
    public const int Types = 10_000;
}
