using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>What a route answers; written to the connection after WireMock has chosen the route.</summary>
internal abstract class Reply
{
    /// <summary>Writes the answer. The token ends when the caller goes away or the server is disposed.</summary>
    public abstract Task WriteAsync(HttpContext context, CancellationToken cancellationToken);
}
