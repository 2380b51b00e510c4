using System.Collections.Generic;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The forms of paused runs.</summary>
internal sealed class FormRoutes(DifyApp app)
{
    private const string Template = "/form/human_input/{form_token}";

    public IEnumerable<Route> All => [Route.Get(Template, Fetch), Route.Post(Template, Submit)];

    private Reply Fetch(RouteRequest request)
    {
        if (FindOpen(request, out OpenForm? form) is { } refusal)
        {
            return refusal;
        }

        var body = new JObject
        {
            ["form_content"] = form!.Form.Content,
            ["inputs"] = form.Form.InputsJson(),
            ["resolved_default_values"] = form.Form.DefaultsJson(),
            ["user_actions"] = form.Form.ActionsJson(),
            ["expiration_time"] = form.ExpirationTime,
        };
        return new ContentReply(200, "application/json", Encoding.UTF8.GetBytes(JsonText.SpacedUtf8(body)));
    }

    private Reply Submit(RouteRequest request)
    {
        if (request.User is not { } user)
        {
            return UserRule.Missing;
        }

        if (request.Body["inputs"] is not JObject inputs || request.Body["action"] is not { Type: JTokenType.String } actionId)
        {
            return Problem.InvalidParameter("1 validation error\nThe members inputs (an object) and action (text) are required.");
        }

        if (FindOpen(request, out OpenForm? form) is { } refusal)
        {
            return refusal;
        }

        string action = (string)actionId!;
        if (FormAnswerCheck.Refuse(form!.Form, inputs, action, app.Files, app.EndUsers.Get(user)) is { } reason)
        {
            return Problem.Create(400, "invalid_form_data", reason);
        }

        return form.TrySubmit((JObject)inputs.DeepClone(), action) ? ContentReply.Json(200, new JObject()) : AlreadySubmitted();
    }

    private ContentReply? FindOpen(RouteRequest request, out OpenForm? form)
    {
        form = app.Forms.Find(request.PathValue("form_token"));
        return form switch
        {
            null => Problem.NotFound("Form not found"),
            { IsSubmitted: true } => AlreadySubmitted(),
            _ when form.IsExpired(app.Time.GetUtcNow()) => Problem.Create(412, "human_input_form_expired", "The form has expired."),
            _ => null,
        };
    }

    // A real server blames another user even if it was the same one.
    private static ContentReply AlreadySubmitted() =>
        Problem.Create(412, "human_input_form_submitted", "Another user has already submitted the form.");
}
