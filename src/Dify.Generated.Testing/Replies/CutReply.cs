using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>No answer: the connection is cut.</summary>
internal sealed class CutReply : Reply
{
    public override Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
