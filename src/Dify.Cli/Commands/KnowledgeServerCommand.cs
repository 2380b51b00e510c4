using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary>A command that works with knowledge bases, which have a key of their own.</summary>
internal abstract class KnowledgeServerCommand(CommandHost host, string name, string description)
    : ConnectedCommand(host, name, description, EnvironmentSettings.KnowledgeKeyName)
{
    protected static Argument<string> BaseArgument() => new("BASE") { Description = CliText.Get("BaseArgument") };

    protected abstract Task<ExitCode> RunAsync(IDifyKnowledgeClient client, ParseResult parsed, CancellationToken cancellationToken);

    protected override async Task<ExitCode> RunAsync(DifyClientOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = new DifyKnowledgeClient(options);
        return await RunAsync(client, parsed, cancellationToken);
    }

    /// <summary>The knowledge base that is meant, by its id or by its name.</summary>
    /// <exception cref="UsageException">None is called so, or several are.</exception>
    protected static async Task<string> FindAsync(IDifyKnowledgeClient client, string idOrName, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(idOrName, "D", out _))
        {
            return idOrName;
        }

        var found = new List<string>();
        var others = new List<string>();
        await foreach (var known in client.GetAllDatasetsAsync(cancellationToken: cancellationToken))
        {
            (known.Name == idOrName ? found : others).Add(known.Name == idOrName ? known.Id : known.Name);
        }

        return found switch
        {
            [var one] => one,
            [] => throw new UsageException(NearestWord.Of(idOrName, others) is { } nearest
                ? CliText.Format("BaseUnknownNear", idOrName, nearest)
                : CliText.Format("BaseUnknown", idOrName)),
            _ => throw new UsageException(CliText.Format("BaseAmbiguous", idOrName, string.Join(", ", found))),
        };
    }
}
