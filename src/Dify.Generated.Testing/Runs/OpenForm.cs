using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A form of a paused run: open, answered, or expired.</summary>
internal sealed class OpenForm(PauseForm form, string formId, string? token, DateTimeOffset expiresAt, bool hasChannels)
{
    private readonly TaskCompletionSource<(JObject Inputs, PauseFormAction Action)> answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    public PauseForm Form => form;

    public string? Token => token;

    /// <summary>The execution of the node that asks: it starts before the pause and ends after the answer.</summary>
    public string ExecutionId { get; set; } = "";

    public bool IsSubmitted => answer.Task.IsCompletedSuccessfully;

    public bool IsExpired(DateTimeOffset now) => now >= expiresAt;

    public long ExpirationTime => expiresAt.ToUnixTimeSeconds();

    /// <summary>With which words the node fails over its answer, or null.</summary>
    public string? Fault => IsSubmitted ? FormAnswerCheck.Fault(form, Answer.Inputs) : null;

    private (JObject Inputs, PauseFormAction Action) Answer => answer.Task.GetAwaiter().GetResult();

    /// <summary>Takes the answer, unless there already is one.</summary>
    public bool TrySubmit(JObject inputs, string action) => answer.TrySetResult((inputs, form.Actions.First(known => known.Id == action)));

    /// <summary>Waits for the answer or, if none comes, until the form expires.</summary>
    public async Task WaitForAnswerAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        TimeSpan left = expiresAt - time.GetUtcNow();
        try
        {
            await answer.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // An answer that came at the last moment counts: its caller was told so.
            answer.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <summary>The form as <c>human_input_required</c> tells of it.</summary>
    /// <param name="content">The text that is told.</param>
    public JObject RequiredData(string content)
    {
        JObject data = ReasonData(content);
        data.Remove("TYPE");
        data["display_in_ui"] = true;
        return data;
    }

    /// <summary>The form as a reason of a pause.</summary>
    /// <param name="content">The text that is told.</param>
    public JObject ReasonData(string content)
    {
        var data = new JObject
        {
            ["TYPE"] = "human_input_required",
            ["form_id"] = formId,
            ["form_content"] = content,
            ["inputs"] = form.InputsJson(),
            ["actions"] = form.ActionsJson(),
            ["node_id"] = form.NodeId,
            ["node_title"] = form.NodeTitle,
            ["resolved_default_values"] = form.DefaultsJson(),
            ["form_token"] = token,
            ["expiration_time"] = ExpirationTime,
        };
        if (hasChannels)
        {
            data["approval_channels"] = new JArray(form.ApprovalChannels);
        }

        return data;
    }

    public JObject FilledData() => new()
    {
        ["node_id"] = form.NodeId,
        ["node_title"] = form.NodeTitle,
        ["rendered_content"] = RenderedContent(),
        ["action_id"] = Answer.Action.Id,
        ["action_text"] = Answer.Action.Title,
        ["submitted_data"] = Answer.Inputs.DeepClone(),
    };

    public JObject TimeoutData() =>
        new() { ["node_id"] = form.NodeId, ["node_title"] = form.NodeTitle, ["expiration_time"] = ExpirationTime };

    /// <summary>The members of the end of the asking node that come from the answer.</summary>
    public JObject FinishedData()
    {
        var data = new JObject { ["id"] = ExecutionId, ["node_id"] = form.NodeId };
        if (Fault is { } fault)
        {
            data["status"] = "failed";
            data["error"] = fault;
            return data;
        }

        var inputs = new JObject();
        JObject outputs = IsSubmitted ? (JObject)Answer.Inputs.DeepClone() : [];
        foreach (JProperty value in outputs.Properties())
        {
            inputs[value.Name] = new JObject
            {
                ["value_type"] = value.Value switch { JObject => "file", JArray => "array[file]", _ => "string" },
                ["value"] = value.Value.DeepClone(),
            };
        }

        outputs["__action_id"] = IsSubmitted ? Answer.Action.Id : "";
        outputs["__rendered_content"] = RenderedContent();
        outputs["__action_value"] = IsSubmitted ? Answer.Action.Title : "";
        data["inputs"] = inputs;
        data["outputs"] = outputs;
        return data;
    }

    // The places of the answers hold them; those of a form without an answer stay as they are.
    private string RenderedContent() => !IsSubmitted ? form.Content : Answer.Inputs.Properties().Aggregate(
        form.Content,
        (content, input) => content.Replace("{{#$output." + input.Name + "#}}", TextOf(input.Value), StringComparison.Ordinal));

    private static string TextOf(JToken value) => value is JValue { Value: string text } ? text : JsonText.Compact(value);
}
