using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Output;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary>A command that works with a client.</summary>
internal abstract class ServerCommand(CommandHost host, string name, string description) : ConnectedCommand(host, name, description)
{
    protected abstract Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken);

    protected override async Task<ExitCode> RunAsync(DifyClientOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var client = new DifyWorkflowClient(options);
        return await RunAsync(client, parsed, cancellationToken);
    }
}
