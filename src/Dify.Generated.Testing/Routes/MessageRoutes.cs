using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The messages of conversations, what their readers think of them, and what they could ask next.</summary>
internal sealed class MessageRoutes(DifyApp app)
{
    private const int LargestPage = 100;
    private const int LargestFeedbackPage = 101;
    private const string Missing = "Message Not Exists.";

    public IEnumerable<Route> All =>
    [
        Route.Get("/messages", List) with { RefusalOf = AppRule.Chat },
        Route.Get("/messages/{message_id}/suggested", Suggested) with { RefusalOf = AppRule.Chat },
        Route.Post("/messages/{message_id}/feedbacks", Rate),
        Route.Get("/app/feedbacks", Feedbacks),
    ];

    private Reply List(RouteRequest request)
    {
        if (PageQuery.Read(request, LargestPage, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        EndUser user = app.EndUsers.Get(request.Query("user") is { Length: > 0 } name ? name : EndUserRegistry.DefaultUser);
        if (!Guid.TryParse(request.Query("conversation_id"), out Guid id))
        {
            return Problem.InvalidParameter("1 validation error\nconversation_id\n  It must be a UUID.");
        }

        lock (app.Chats.Gate)
        {
            if (app.Chats.FindConversation(id.ToString(), user) is not { } conversation)
            {
                return Problem.NotFound("Conversation Not Exists.");
            }

            // Backwards, from the newest message or from the one before the first that is known.
            int end = conversation.Messages.Count;
            if (request.Query("first_id") is { Length: > 0 } first)
            {
                end = conversation.Messages.FindIndex(message => message.Id == first);
                if (end < 0)
                {
                    return Guid.TryParse(first, out _)
                        ? Problem.NotFound("First Message Not Exists.")
                        : Problem.InvalidParameter("first_id must be a UUID.");
                }
            }

            int begin = Math.Max(0, end - page.Limit);
            return ContentReply.Json(200, new JObject
            {
                ["limit"] = page.Limit,
                ["has_more"] = begin > 0,
                ["data"] = new JArray(conversation.Messages[begin..end].Select(message => message.ToJson(app.Traits.HasMessageUsage))),
            });
        }
    }

    private Reply Suggested(RouteRequest request)
    {
        if (request.Query("user") is not { Length: > 0 } name)
        {
            return UserRule.Missing;
        }

        lock (app.Chats.Gate)
        {
            if (app.Chats.FindMessage(request.PathValue("message_id"), app.EndUsers.Get(name)) is null)
            {
                return Problem.NotFound(Missing);
            }
        }

        return app.Options.SuggestedQuestions is { Count: > 0 } questions
            ? ContentReply.Json(200, new JObject { ["result"] = "success", ["data"] = new JArray(questions) })
            : Problem.BadRequest("Suggested Questions Is Disabled.");
    }

    private Reply Rate(RouteRequest request)
    {
        if (request.User is not { } name)
        {
            return UserRule.Missing;
        }

        EndUser user = app.EndUsers.Get(name);
        lock (app.Chats.Gate)
        {
            if (app.Chats.FindMessage(request.PathValue("message_id"), user) is not { } message)
            {
                return Problem.NotFound(Missing);
            }

            string? rating = (string?)request.Body["rating"];
            if (rating is null && message.Feedback is null)
            {
                return Problem.InvalidParameter("rating cannot be None when feedback not exists");
            }

            string now = app.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
            if (rating is null)
            {
                app.Chats.Feedbacks.Remove(message.Feedback!);
                message.Feedback = null;
            }
            else if (message.Feedback is { } feedback)
            {
                feedback["rating"] = rating;
                feedback["content"] = request.Body["content"]?.DeepClone();
                feedback["updated_at"] = now;
            }
            else
            {
                message.Feedback = Feedback(message, user, rating, request.Body["content"], now);
                app.Chats.Feedbacks.Add(message.Feedback);
            }
        }

        return ContentReply.Json(200, new JObject { ["result"] = "success" });
    }

    private JObject Feedback(ChatMessage message, EndUser user, string rating, JToken? content, string now) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["app_id"] = app.AppId,
        ["conversation_id"] = message.Conversation.Id,
        ["message_id"] = message.Id,
        ["rating"] = rating,
        ["content"] = content?.DeepClone(),
        ["from_source"] = "user",
        ["from_end_user_id"] = user.Id,
        ["from_account_id"] = null,
        ["created_at"] = now,
        ["updated_at"] = now,
    };

    private Reply Feedbacks(RouteRequest request)
    {
        if (PageQuery.Read(request, LargestFeedbackPage, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        lock (app.Chats.Gate)
        {
            IEnumerable<JObject> newestFirst = Enumerable.Reverse(app.Chats.Feedbacks);
            return ContentReply.Json(200, new JObject { ["data"] = new JArray(page.Of(newestFirst).Select(row => row.DeepClone())) });
        }
    }
}
