using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>No answer either, but the connection stays open until the caller leaves or the server is disposed.</summary>
internal sealed class SilentReply : Reply
{
    public override Task WriteAsync(HttpContext context, CancellationToken cancellationToken) =>
        Task.Delay(Timeout.Infinite, cancellationToken);
}
