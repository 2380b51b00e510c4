using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The conversations of a user, and their variables.</summary>
internal sealed class ConversationRoutes(DifyApp app)
{
    private const int LargestPage = 100;
    private const string Missing = "Conversation Not Exists.";

    public IEnumerable<Route> All => new[]
    {
        Route.Get("/conversations", List),
        Route.DeleteWithBody("/conversations/{conversation_id}", request => With(request, UserOf(request), Delete)),
        Route.Post("/conversations/{conversation_id}/name", request => With(request, UserOf(request), found => Rename(request, found))),
        Route.Get(
            "/conversations/{conversation_id}/variables",
            request => With(request, Asking(request), found => Variables(request, found))),
        Route.Put("/conversations/{conversation_id}/variables/{variable_id}",
            request => With(request, UserOf(request), found => Update(request, found))),
    }.Select(route => route with { RefusalOf = AppRule.Chat });

    private EndUser UserOf(RouteRequest request) => app.EndUsers.Get(request.User ?? EndUserRegistry.DefaultUser);

    private EndUser Asking(RouteRequest request) =>
        app.EndUsers.Get(request.Query("user") is { Length: > 0 } user ? user : EndUserRegistry.DefaultUser);

    private Reply With(RouteRequest request, EndUser user, Func<Conversation, Reply> answer)
    {
        lock (app.Chats.Gate)
        {
            return app.Chats.FindConversation(request.PathValue("conversation_id"), user) is { } found
                ? answer(found)
                : Problem.NotFound(Missing);
        }
    }

    private Reply List(RouteRequest request)
    {
        if (PageQuery.Read(request, LargestPage, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        string order = request.Query("sort_by") is { Length: > 0 } given ? given : "-updated_at";
        lock (app.Chats.Gate)
        {
            // Those of the same second keep the order in which they came, newest first.
            IEnumerable<Conversation> own = app.Chats.Conversations.Where(conversation => conversation.User == Asking(request));
            Func<Conversation, DateTimeOffset> key = order.EndsWith("created_at", StringComparison.Ordinal)
                ? static conversation => conversation.CreatedAt
                : static conversation => conversation.UpdatedAt;
            List<Conversation> sorted = order[0] == '-' ? [.. own.Reverse().OrderByDescending(key)] : [.. own.OrderBy(key)];
            if (request.Query("last_id") is { Length: > 0 } last)
            {
                int index = sorted.FindIndex(conversation => conversation.Id == last);
                if (index < 0)
                {
                    return Guid.TryParse(last, out _)
                        ? Problem.NotFound("Last Conversation Not Exists.")
                        : Problem.InvalidParameter("last_id must be a UUID.");
                }

                sorted.RemoveRange(0, index + 1);
            }

            return Answer(sorted, page.Limit, conversation => conversation.ToJson());
        }
    }

    private Reply Delete(Conversation conversation)
    {
        app.Chats.Conversations.Remove(conversation);
        return ContentReply.Gone;
    }

    private Reply Rename(RouteRequest request, Conversation conversation)
    {
        if ((bool?)request.Body["auto_generate"] == true)
        {
            conversation.NameItself();
        }
        else if (request.Body["name"] is { Type: JTokenType.String } name && ((string)name!).Trim().Length > 0)
        {
            conversation.Rename((string)name!, app.Time.GetUtcNow());
        }
        else
        {
            return Problem.InvalidParameter("1 validation error\n  Value error, name is required when auto_generate is false");
        }

        return ContentReply.Json(200, conversation.ToJson());
    }

    private static Reply Variables(RouteRequest request, Conversation conversation)
    {
        if (PageQuery.Read(request, LargestPage, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        string part = request.Query("variable_name") ?? "";
        List<JObject> found =
            [.. conversation.Variables.Where(variable => ((string)variable["name"]!).Contains(part, StringComparison.OrdinalIgnoreCase))];
        if (request.Query("last_id") is { Length: > 0 } last)
        {
            int index = found.FindIndex(variable => (string?)variable["id"] == last);
            if (index < 0)
            {
                // The server knows no answer to it and trips.
                return Problem.Unknown;
            }

            found.RemoveRange(0, index + 1);
        }

        return Answer(found, page.Limit, Told);
    }

    private Reply Update(RouteRequest request, Conversation conversation)
    {
        if (conversation.Variables.Find(variable => (string?)variable["id"] == request.PathValue("variable_id")) is not { } variable)
        {
            return Problem.NotFound("Conversation Variable Not Exists.");
        }

        JToken value = request.Body["value"]!;
        if (!VariableType.Takes((string)variable["value_type"]!, value))
        {
            return Problem.BadRequest(
                $"Type mismatch: variable '{variable["name"]}' expects {variable["value_type"]}, but got {VariableType.Of(value)} type");
        }

        variable["value"] = value.DeepClone();
        variable["updated_at"] = app.Time.GetUtcNow().ToUnixTimeSeconds();
        return ContentReply.Json(200, Told(variable));
    }

    // A value is told as text, in the notation of the server's language.
    private static JObject Told(JObject variable)
    {
        var told = (JObject)variable.DeepClone();
        told["value"] = PythonText.Of(variable["value"]!);
        return told;
    }

    private static ContentReply Answer<T>(List<T> rest, int limit, Func<T, JToken> json) => ContentReply.Json(200, new JObject
    {
        ["limit"] = limit,
        ["has_more"] = rest.Count > limit,
        ["data"] = new JArray(rest.Take(limit).Select(json)),
    });
}
