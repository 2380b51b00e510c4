using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A form of a paused run: open, answered, or expired.</summary>
internal sealed class OpenForm(PauseForm form, string formId, string? token, DateTimeOffset expiresAt)
{
    private readonly TaskCompletionSource<(JObject Inputs, PauseFormAction Action)> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PauseForm Form => form;

    public string? Token => token;

    public bool IsSubmitted => answer.Task.IsCompletedSuccessfully;

    public bool IsExpired(DateTimeOffset now) => now >= expiresAt;

    public long ExpirationTime => expiresAt.ToUnixTimeSeconds();

    public PauseFormAction? ActionWith(string id) => form.Actions.FirstOrDefault(action => action.Id == id);

    public IEnumerable<string> MissingInputs(JObject inputs) => form.Inputs.Select(input => input.Name).Where(name => !inputs.ContainsKey(name));

    /// <summary>Takes the answer, unless there already is one.</summary>
    public bool TrySubmit(JObject inputs, PauseFormAction action) => answer.TrySetResult((inputs, action));

    /// <summary>Waits for the answer: true if it came, false if the form expired.</summary>
    public async Task<bool> WaitForAnswerAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        TimeSpan left = expiresAt - time.GetUtcNow();
        try
        {
            await answer.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            // An answer that came at the last moment counts: its caller was told so.
            return !answer.TrySetCanceled(CancellationToken.None);
        }
    }

    public JObject RequiredData() => new()
    {
        ["form_id"] = formId,
        ["node_id"] = form.NodeId,
        ["node_title"] = form.NodeTitle,
        ["form_content"] = form.Content,
        ["inputs"] = form.InputsJson(),
        ["actions"] = form.ActionsJson(),
        ["display_in_ui"] = true,
        ["form_token"] = token,
        ["resolved_default_values"] = form.DefaultsJson(),
        ["expiration_time"] = ExpirationTime,
        ["approval_channels"] = new JArray(),
    };

    public JObject ReasonData()
    {
        var reason = new JObject { ["TYPE"] = "human_input_required" };
        foreach (JProperty member in RequiredData().Properties())
        {
            reason[member.Name] = member.Value;
        }

        return reason;
    }

    public JObject FilledData()
    {
        (JObject inputs, PauseFormAction action) = answer.Task.GetAwaiter().GetResult();
        return new JObject
        {
            ["node_id"] = form.NodeId,
            ["node_title"] = form.NodeTitle,
            ["rendered_content"] = form.Content,
            ["action_id"] = action.Id,
            ["action_text"] = action.Title,
            ["submitted_data"] = inputs.DeepClone(),
        };
    }

    public JObject TimeoutData() => new() { ["node_id"] = form.NodeId, ["node_title"] = form.NodeTitle, ["expiration_time"] = ExpirationTime };
}
