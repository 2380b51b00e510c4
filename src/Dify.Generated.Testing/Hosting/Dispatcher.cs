using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>
/// Leads a request to its answer: a test's own, else the refusal of the key, of the body or of the documents, else the route's.
/// </summary>
internal sealed class Dispatcher(DifyApp app, IReadOnlyList<Route> routes)
{
    public Task<Reply> AnswerAsync(Exchange exchange, Route route, CancellationToken cancellationToken)
        => AnswerAsync(exchange, () => AnswerUsuallyAsync(exchange, route, cancellationToken));

    /// <summary>The answer to a request that fits no route.</summary>
    public Task<Reply> AnswerUnroutedAsync(Exchange exchange)
        => AnswerAsync(exchange, () => Task.FromResult(AnswerUnrouted(exchange)));

    /// <summary>
    /// The answer that a test or a script has put in the place of the server's own, or else that, on the way that they have set.
    /// </summary>
    private async Task<Reply> AnswerAsync(Exchange exchange, Func<Task<Reply>> answerUsually)
    {
        if (exchange.Own is not { } own)
        {
            return await answerUsually().ConfigureAwait(false);
        }

        await exchange.Times.Delay.ConfigureAwait(false);
        Reply reply = own.ToReply() ?? await answerUsually().ConfigureAwait(false);
        return own.Passage == ReplyPassage.Straight ? reply : new ProxiedReply(reply, own.Passage, exchange.Times, app.Time);
    }

    private async Task<Reply> AnswerUsuallyAsync(Exchange exchange, Route route, CancellationToken cancellationToken)
    {
        RecordedRequest recorded = exchange.Recorded;
        if (route.LeadsNowhere(recorded.Path))
        {
            return HtmlPage.NotFound("An id in the path is no UUID; no other path leads anywhere.");
        }

        if (BearerAuthentication.Refuse(recorded.Header("Authorization"), KeyOf(route)) is { } unauthorized)
        {
            return unauthorized;
        }

        if (app.Options.AppState == AppState.ApiDisabled && !route.IsOfKnowledge)
        {
            return Problem.Create(403, "forbidden", "The app's API service has been disabled.");
        }

        if (route.RefusalOf(app.Options.App) is { } meantForOthers)
        {
            return meantForOthers;
        }

        JObject? body = null;
        if (route.TakesJson && ReadBody(recorded, out body) is { } badBody)
        {
            return badBody;
        }

        if (exchange.Finding.Refusal(app.Options.Strict) is { } refusal)
        {
            return refusal.Kind == ContractProblemKind.Unnoticed
                ? Problem.Create(400, Problem.ContractCode, refusal.Text)
                : route.RefuseInput(refusal.Text);
        }

        var request = new RouteRequest(recorded, route.PathValues(recorded.Path), body);
        return UserRule.RefuseLong(request.AnyUser) ?? await route.Handler(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key that opens a route; an app that is not there has none.</summary>
    private string? KeyOf(Route route) => route.IsOfKnowledge ? app.Options.KnowledgeApiKey
        : app.Options.App == AppKind.Knowledge ? null
        : app.Options.ApiKey;

    private Reply AnswerUnrouted(Exchange exchange)
    {
        RecordedRequest recorded = exchange.Recorded;
        if (recorded is { Method: "GET", Path: "/" })
        {
            return ContentReply.Json(
                200, new JObject { ["welcome"] = "Dify OpenAPI", ["api_version"] = "v1", ["server_version"] = app.Options.ServerVersion });
        }

        return exchange.Finding.Unrouted switch
        {
            UnroutedReason.OtherMethod when recorded.Method == "OPTIONS" => Options(recorded),
            UnroutedReason.OtherMethod => Problem.Create(405, "method_not_allowed", "The method is not allowed for the requested URL."),
            UnroutedReason.NoBehaviour => Problem.Create(
                501,
                Problem.ContractCode,
                $"The documents have {recorded.Method} {recorded.Path}, but the stand-in server does not know how it behaves; say so with Respond."),
            _ when Merged(recorded) is { } location => HtmlPage.Redirect(308, location),
            _ => HtmlPage.NotFound($"There is no {recorded.Method} {recorded.Path} below {PathTemplate.BasePath}."),
        };
    }

    // Answered without a look at the key, as browsers need it.
    private ContentReply Options(RecordedRequest recorded)
    {
        string path = Uri.UnescapeDataString(recorded.Path);
        IEnumerable<string> methods = routes.Where(route => PathTemplate.Fits(route.Template, path)).Select(route => route.Method);
        IEnumerable<string> allowed = methods.SelectMany(method => method == "GET" ? ["HEAD", "GET"] : (string[])[method]);
        ContentReply reply =
            new ContentReply(200, "text/html; charset=utf-8", []).With("Allow", string.Join(", ", allowed.Append("OPTIONS")));
        return CrossOrigin.AnswerPreflight(recorded, reply);
    }

    /// <summary>
    /// The address without doubled slashes, if there are such and something answers without them; with <c>http</c>, whatever the caller
    /// used.
    /// </summary>
    private string? Merged(RecordedRequest recorded)
    {
        string[] parts = recorded.Target.Split('?', 2);
        if (!parts[0].Contains("//"))
        {
            return null;
        }

        parts[0] = "/" + string.Join('/', parts[0].Split('/', StringSplitOptions.RemoveEmptyEntries));
        string path = RequestReader.PathOf(parts[0], out bool isBelowBasePath);
        return isBelowBasePath && routes.Any(route => PathTemplate.Fits(route.Template, path))
            ? $"http://{recorded.Header("Host")}{string.Join('?', parts)}"
            : null;
    }

    private static ContentReply? ReadBody(RecordedRequest recorded, out JObject? body)
    {
        body = null;
        if (!IsJson(recorded.Header("Content-Type")))
        {
            return Problem.Create(415, "unsupported_media_type", "The request must have Content-Type application/json.");
        }

        if (recorded.Body.AsSpan().StartsWith("\uFEFF"u8))
        {
            return Problem.BadRequest("The request body is not valid JSON: it begins with a byte order mark.");
        }

        if (recorded.Body.Length == 0)
        {
            return Problem.BadRequest("The request body is empty; a JSON object was expected.");
        }

        try
        {
            body = JsonText.ParseBody(recorded.BodyText) as JObject;
        }
        catch (JsonException)
        {
            return Problem.BadRequest("The request body is not valid JSON.");
        }

        return body is null ? Problem.Unknown : null;
    }

    private static bool IsJson(string? contentType)
    {
        string mediaType = (contentType ?? "").Split(';', 2)[0].Trim();
        return mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (mediaType.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
                && mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }
}
