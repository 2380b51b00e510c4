using System;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>
/// Leads a request to its answer: a test's own, else the refusal of the key, of the body or of the documents, else the route's.
/// </summary>
internal sealed class Dispatcher(DifyApp app, ReplyOverrides overrides)
{
    public async Task<Reply> AnswerAsync(Exchange exchange, Route route, CancellationToken cancellationToken)
    {
        RecordedRequest recorded = exchange.Recorded;
        if (overrides.Take(recorded.Method, recorded.Path) is { } own)
        {
            return own;
        }

        if (BearerAuthentication.Refuse(recorded.Header("Authorization"), app.Options.ApiKey) is { } unauthorized)
        {
            return unauthorized;
        }

        JObject? body = null;
        if (route.TakesJson && ReadBody(recorded, out body) is { } badBody)
        {
            return badBody;
        }

        if (exchange.Finding.Refusal(app.Options.Strict) is { } refusal)
        {
            return Problem.Create(400, refusal.Kind == ContractProblemKind.Unnoticed ? Problem.ContractCode : "invalid_param", refusal.Text);
        }

        return await route.Handler(new RouteRequest(recorded, route.PathValues(recorded.Path), body), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The answer to a request that fits no route.</summary>
    public Reply AnswerUnrouted(Exchange exchange)
    {
        RecordedRequest recorded = exchange.Recorded;
        if (overrides.Take(recorded.Method, recorded.Path) is { } own)
        {
            return own;
        }

        if (recorded is { Method: "GET", Path: "/" })
        {
            return ContentReply.Json(200, new JObject { ["welcome"] = "Dify OpenAPI", ["api_version"] = "v1", ["server_version"] = app.Options.ServerVersion });
        }

        return exchange.Finding.Unrouted switch
        {
            UnroutedReason.OtherMethod => Problem.Create(405, "method_not_allowed", "The method is not allowed for the requested URL."),
            UnroutedReason.NoBehaviour => Problem.Create(
                501,
                Problem.ContractCode,
                $"The documents have {recorded.Method} {recorded.Path}, but the stand-in server does not know how it behaves; say so with Respond."),
            _ => HtmlPage.NotFound($"There is no {recorded.Method} {recorded.Path} below {PathTemplate.BasePath}."),
        };
    }

    private static ContentReply? ReadBody(RecordedRequest recorded, out JObject? body)
    {
        body = null;
        if (!IsJson(recorded.Header("Content-Type")))
        {
            return Problem.Create(415, "unsupported_media_type", "The request must have Content-Type application/json.");
        }

        if (recorded.Body.Length == 0)
        {
            return Problem.BadRequest("The request body is empty; a JSON object was expected.");
        }

        try
        {
            body = JsonText.Parse(recorded.BodyText) as JObject;
        }
        catch (JsonException)
        {
            return Problem.BadRequest("The request body is not valid JSON.");
        }

        return body is null ? Problem.Create(500, "unknown", "Internal Server Error") : null;
    }

    private static bool IsJson(string? contentType)
    {
        string mediaType = (contentType ?? "").Split(';', 2)[0].Trim();
        return mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (mediaType.StartsWith("application/", StringComparison.OrdinalIgnoreCase) && mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }
}
