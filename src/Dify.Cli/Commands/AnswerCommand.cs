using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary>A command that makes one call and shows its answer, for people as a table and for programs as JSON.</summary>
internal abstract class AnswerCommand<[DynamicallyAccessedMembers(JsonOutput.Needed)] TAnswer>(
    CommandHost host, string name, string description)
    : ServerCommand(host, name, description)
{
    protected abstract Task<TAnswer> AskAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken);

    protected abstract IRenderable Show(TAnswer answer);

    protected override async Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(client, parsed, cancellationToken);
        if (AsJson(parsed))
        {
            Terminal.WriteWire(answer);
        }
        else
        {
            Terminal.Write(Show(answer));
        }

        return ExitCode.Success;
    }
}
