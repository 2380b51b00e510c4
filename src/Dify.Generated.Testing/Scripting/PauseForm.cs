using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A form for which a scripted run pauses.</summary>
public sealed record PauseForm
{
    /// <summary>The id of the node that asks.</summary>
    public string NodeId { get; init; } = "human_input";

    /// <summary>The title of the node that asks.</summary>
    public string NodeTitle { get; init; } = "Human input";

    /// <summary>The text of the form.</summary>
    public string Content { get; init; } = "Please decide.";

    /// <summary>
    /// The text before the server has put values into it, such as <c>Review {{#start.topic#}}: {{#$output.comment#}}</c>, for servers
    /// whose snapshots show it so
    /// (before 1.16); the text itself unless set.
    /// </summary>
    public string? ContentTemplate { get; init; }

    /// <summary>The fields of the form; none unless set.</summary>
    public IReadOnlyList<PauseFormInput> Inputs { get; init; } = [];

    /// <summary>The buttons of the form; <c>approve</c> and <c>reject</c> unless set.</summary>
    public IReadOnlyList<PauseFormAction> Actions { get; init; } = [new("approve", "Approve", "primary"), new("reject", "Reject")];

    /// <summary>Where else the form can be answered; the console unless set. Servers before 1.16 do not tell.</summary>
    public IReadOnlyList<string> ApprovalChannels { get; init; } = ["console"];

    /// <summary>The token of the form, or null (the default) for a new one in each run.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the form can be answered over this API; if not, its <c>form_token</c> is null on the wire.</summary>
    public bool HasToken { get; init; } = true;

    /// <summary>
    /// How long the form can be answered, by the server's clock; three days unless set. Afterwards the run goes on without an answer.
    /// </summary>
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(3);

    internal JArray InputsJson()
    {
        var inputs = new JArray();
        foreach (PauseFormInput input in Inputs)
        {
            inputs.Add(input.ToJson());
        }

        return inputs;
    }

    internal JArray ActionsJson()
    {
        var actions = new JArray();
        foreach (PauseFormAction action in Actions)
        {
            actions.Add(new JObject { ["id"] = action.Id, ["title"] = action.Title, ["button_style"] = action.ButtonStyle });
        }

        return actions;
    }

    internal JObject DefaultsJson()
    {
        var defaults = new JObject();
        foreach (PauseFormInput input in Inputs.Where(input => input.HasSource))
        {
            defaults[input.Name] = input.Default ?? "";
        }

        return defaults;
    }
}
