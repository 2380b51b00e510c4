using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Model;

/// <summary>What a document says about an API, references followed.</summary>
internal sealed class ApiDocument(Origin origin)
{
    public Origin Origin { get; } = origin;

    public string Version { get; set; } = "";

    public Prose Title { get; set; }

    public Prose Description { get; set; }

    public List<ApiServer> Servers { get; } = [];

    public List<ApiTag> Tags { get; } = [];

    public List<ApiSecurityScheme> SecuritySchemes { get; } = [];

    public List<ApiOperation> Operations { get; } = [];

    /// <summary>Components with a discriminator: streams are often described by one that no path refers to.</summary>
    public List<Schema> DiscriminatedComponents { get; } = [];

    /// <summary>Adds what another document describes of the same server; what both do, both describe.</summary>
    public void Add(ApiDocument other)
    {
        Tags.AddRange(other.Tags.Where(tag => !Tags.Exists(known => known.Name == tag.Name)));
        SecuritySchemes.AddRange(other.SecuritySchemes.Where(scheme => !SecuritySchemes.Exists(known => known.Name == scheme.Name)));
        Operations.AddRange(other.Operations);
        DiscriminatedComponents.AddRange(other.DiscriminatedComponents);
    }
}
