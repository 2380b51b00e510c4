using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary>
/// Makes the inputs of a run: uploads its files, gives each variable one or a list of them, and holds all against the app's form.
/// </summary>
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
        var assembly = new FileAssembly(terminal, client, user);
        var all = await assembly.AssembleAsync(draft, name => fields[name].FirstOrDefault().Field?.AllowedFileTypes, cancellationToken);
        foreach (var (name, files) in all)
        {
            _ = files.Length > 1 || fields[name].FirstOrDefault().Kind == FormFields.FileList
                ? inputs.SetFiles(name, files)
                : inputs.SetFile(name, files[0]);
        }

        if (isChecked)
        {
            foreach (var ignored in inputs.Check(parameters).Where(static problem => !problem.IsRefused))
            {
                terminal.Note(ignored.Message);
            }

            inputs.ThrowIfRefused(parameters);
        }

        return inputs;
    }
}
