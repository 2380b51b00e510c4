namespace Dify.Generated.Testing;

/// <summary>A file that a caller has uploaded.</summary>
/// <param name="Id">Its id, a UUID.</param>
/// <param name="Name">Its name, as the server keeps it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="User">The <c>user</c> who uploaded it.</param>
public sealed record UploadedFile(string Id, string Name, string ContentType, byte[] Content, string? User);
