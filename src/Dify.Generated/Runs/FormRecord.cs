using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Asks the server for forms themselves, where its record of a run does not say what stands in them or how they were closed.
/// </summary>
internal sealed class FormRecord(RunServer server, RunJournal journal, CancellationToken lifetime)
{
    /// <summary>
    /// The record holds a form as it was written, with the names of variables where a person is to read their values. Whoever asks for the
    /// form itself gets those.
    /// </summary>
    public async Task RenderAsync(HumanInputRequiredEvent form)
    {
        const string AnyVariable = "{{#";
        const string OwnInput = "{{#$output.";
        var content = form.Data.FormContent;
        if (string.IsNullOrEmpty(form.Data.FormToken) || content?.Replace(OwnInput, string.Empty).Contains(AnyVariable) != true)
        {
            return;
        }

        try
        {
            form.Data.FormContent = (await server.GetFormAsync(form.Data.FormToken!, lifetime).ConfigureAwait(false)).FormContent;
        }
        catch (DifyApiException)
        {
            // The form as it was written is better than none.
        }
    }

    /// <summary>What the record tells of a node does not say how its form was closed; the form itself does.</summary>
    public async Task AskForExpiryAsync(HumanInputRequiredEvent form, NodeFinishedData node)
    {
        if (string.IsNullOrEmpty(form.Data.FormToken) || !RunStatuses.IsEnd(((WorkflowNodeStatus?)node.Status).GetValueOrDefault()))
        {
            return;
        }

        try
        {
            await server.GetFormAsync(form.Data.FormToken!, lifetime).ConfigureAwait(false);
        }
        catch (DifyApiException exception)
        {
            if (exception.Code == DifyErrorCode.HumanInputFormExpired)
            {
                journal.NoteExpiry(form);
            }
        }
    }
}
