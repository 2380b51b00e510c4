using System.Collections.Generic;

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
}
