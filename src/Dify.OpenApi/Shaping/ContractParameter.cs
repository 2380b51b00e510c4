using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

/// <summary>What a caller sends beside a JSON body.</summary>
/// <param name="WireName">Its name on the wire.</param>
/// <param name="Name">Its C# name as an argument.</param>
/// <param name="In">path, query, header or form.</param>
/// <param name="IsRequired">Whether a request must have it.</param>
/// <param name="Shape">What it is.</param>
/// <param name="Description">What the documents say of it.</param>
internal sealed record ContractParameter(string WireName, string Name, string In, bool IsRequired, ContractShape Shape, Prose Description)
{
    /// <summary>What stands between the items of a list; null where each item is sent by itself.</summary>
    public string? Separator { get; init; }

    /// <summary>Whether the server knows no other ids here than UUIDs.</summary>
    public bool IsUuid { get; init; }

    public bool IsFile => Shape.Format == "binary";

    /// <summary>What the parameter is known by: the wire knows no order.</summary>
    public string Key => $"{In} {WireName}";
}
