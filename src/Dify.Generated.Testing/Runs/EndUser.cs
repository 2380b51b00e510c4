using System;

namespace Dify.Generated.Testing;

/// <summary>Somebody on whose behalf the API was called.</summary>
internal sealed record EndUser(string Id, string SessionId, DateTimeOffset CreatedAt)
{
    /// <summary>The type of a user whom the API has made.</summary>
    public const string ApiType = "service-api";
}
