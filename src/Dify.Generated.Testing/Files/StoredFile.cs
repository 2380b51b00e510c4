namespace Dify.Generated.Testing;

/// <summary>A file on the server.</summary>
/// <param name="Id">Its id, a UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Owner">The id of the user who uploaded it; null for one of the app's own.</param>
/// <param name="IsInMessage">Whether a message of the app refers to it; only such a file has a preview.</param>
internal sealed record StoredFile(string Id, string Name, string ContentType, byte[] Content, string? Owner, bool IsInMessage);
