using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary>Uploads the files that a command line names, each for a variable of a run or an input of a form.</summary>
internal sealed class FileAssembly(Terminal terminal, DifyWorkflowClient client, string user)
{
    public async Task<IReadOnlyList<(string Name, InputFileObject[] Files)>> AssembleAsync(
        InputsDraft draft, Func<string, IReadOnlyList<InputFileType>?> typesOf, CancellationToken cancellationToken)
    {
        var all = new List<(string, InputFileObject[])>();
        var names = draft.Files.Select(static files => files.Key).Concat(draft.Addresses.Select(static files => files.Key));
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var files = draft.Addresses[name].Select(address => InputFileObject.FromUrl(address, KindOf(address, typesOf(name)))).ToList();
            foreach (var path in draft.Files[name])
            {
                files.Add(InputFileObject.FromUpload(
                    await FileTransfers.UploadAsync(terminal, client, FileUpload.FromPath(path), user, cancellationToken)));
            }

            all.Add((name, [.. files]));
        }

        return all;
    }

    // An address says no more of its file than its extension; a variable that takes one kind says it better.
    private static InputFileType KindOf(Uri address, IReadOnlyList<InputFileType>? types)
    {
        var named = new FileUploadResponse { Id = address.AbsoluteUri, Name = Path.GetFileName(address.AbsolutePath) };
        return types is [var only] ? only : InputFileObject.FromUpload(named).Type;
    }
}
