using System.Collections.Generic;

namespace Dify.OpenApi.Model;

/// <summary>A response.</summary>
/// <param name="Status">Three digits.</param>
/// <param name="ComponentName">The name of the component that it refers to.</param>
/// <param name="Description">What the documents say of it.</param>
/// <param name="Contents">Its bodies.</param>
/// <param name="Origin">Where it stands.</param>
internal sealed record ApiResponse(
    string Status, string? ComponentName, Prose Description, IReadOnlyList<ApiContent> Contents, Origin Origin)
{
    public bool IsSuccess => Status.StartsWith('2');
}
