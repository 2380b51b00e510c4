using System;
using System.Collections.Concurrent;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>The end users: one for each value of <c>user</c> that was seen.</summary>
internal sealed class EndUserRegistry(TimeProvider time)
{
    /// <summary>The user of calls that name none.</summary>
    public const string DefaultUser = "DEFAULT-USER";

    private readonly ConcurrentDictionary<string, EndUser> users = new(StringComparer.Ordinal);

    public EndUser Get(string user) => users.GetOrAdd(user, session => new EndUser(Guid.NewGuid().ToString(), session, time.GetUtcNow()));

    public EndUser? Find(string id) => users.Values.FirstOrDefault(user => user.Id == id);

    public void Clear() => users.Clear();
}
