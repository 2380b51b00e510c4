using System.Text;

namespace Dify.Generated.Testing;

/// <summary>One part of a <c>multipart/form-data</c> body as it came in.</summary>
/// <param name="Name">The part's name.</param>
/// <param name="FileName">The file name, or null for a plain field.</param>
/// <param name="ContentType">The part's media type, or null if it names none.</param>
/// <param name="Content">The part's bytes.</param>
public sealed record RecordedFormPart(string Name, string? FileName, string? ContentType, byte[] Content)
{
    /// <summary>The part's bytes read as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Content);
}
