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

/// <summary>Makes the inputs of a run: uploads its files, and gives each variable one file or a list of them, as the app wants it.</summary>
internal sealed class InputsAssembly(Terminal terminal, DifyWorkflowClient client, string user)
{
    public async Task<WorkflowInputs> AssembleAsync(InputsDraft draft, bool isChecked, CancellationToken cancellationToken)
    {
        var inputs = draft.Values;
        if (!draft.HasFiles && !isChecked)
        {
            return inputs;
        }

        // Only the app can say whether a variable takes one file or a list: one in place of the other is refused.
        var parameters = await client.GetWorkflowAppParametersAsync(cancellationToken: cancellationToken);
        var fields = FormFields.Of(parameters).ToLookup(static known => known.Field.Variable, StringComparer.Ordinal);
        foreach (var name in draft.Files.Select(static files => files.Key).Union(draft.Addresses.Select(static files => files.Key), StringComparer.Ordinal))
        {
            var (kind, field) = fields[name].FirstOrDefault();
            var objects = draft.Addresses[name].Select(address => InputFileObject.FromUrl(address, KindOf(address, field))).ToList();
            foreach (var path in draft.Files[name])
            {
                objects.Add(InputFileObject.FromUpload(await FileTransfers.UploadAsync(terminal, client, path, user, cancellationToken)));
            }

            Set(inputs, name, objects, isList: kind == FormFields.FileList || objects.Count > 1);
        }

        if (isChecked)
        {
            inputs.ThrowIfInvalid(parameters);
        }

        return inputs;
    }

    private static void Set(WorkflowInputs inputs, string name, List<InputFileObject> files, bool isList)
    {
        if (isList)
        {
            inputs.SetFiles(name, [.. files]);
        }
        else
        {
            inputs.SetFile(name, files[0]);
        }
    }

    // An address says no more of its file than its extension; a variable that takes one kind says it better.
    private static InputFileType KindOf(Uri address, UserInputFormField? field)
        => field?.AllowedFileTypes is [var only]
            ? only
            : InputFileObject.FromUpload(new FileUploadResponse { Id = address.AbsoluteUri, Name = Path.GetFileName(address.AbsolutePath) }).Type;
}
