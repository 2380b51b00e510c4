using System;

namespace Dify.Generated.Testing;

/// <summary>Somebody on whose behalf the API was called.</summary>
internal sealed record EndUser(string Id, string SessionId, DateTimeOffset CreatedAt);
