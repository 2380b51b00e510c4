using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Asking a chat or a text generator.</summary>
internal sealed class ChatRoutes(DifyApp app)
{
    private readonly RunStart starts = new(app);

    public IEnumerable<Route> All =>
    [
        new("POST", "/chat-messages", true, ChatAsync) { RefusalOf = AppRule.Chat },
        new("POST", "/completion-messages", true, CompleteAsync) { RefusalOf = AppRule.Completion },
    ];

    private Task<Reply> CompleteAsync(RouteRequest request, CancellationToken cancellationToken)
    {
        if (RefuseFiles(request, out JArray files) is { } refusal)
        {
            return Task.FromResult(refusal);
        }

        return starts.StartAsync(request, app.WorkflowId, Ask, cancellationToken);

        ChatMessage Ask(JObject inputs)
        {
            DateTimeOffset now = app.Time.GetUtcNow();
            var conversation = new Conversation(app.EndUsers.Get(request.User!), inputs, null, now);
            var message = new ChatMessage(conversation, inputs, (string?)request.Body["query"] ?? "", files, now);
            lock (app.Chats.Gate)
            {
                app.Chats.LooseMessages.Add(message);
            }

            return message;
        }
    }

    private Task<Reply> ChatAsync(RouteRequest request, CancellationToken cancellationToken)
    {
        if (request.User is not { } name)
        {
            return Task.FromResult<Reply>(UserRule.Missing);
        }

        string id = ((string?)request.Body["conversation_id"] ?? "").Trim();
        if (id.Length > 0 && !Guid.TryParse(id, out _))
        {
            return Task.FromResult<Reply>(
                Problem.InvalidParameter("1 validation error\nconversation_id\n  Value error, conversation_id must be a valid UUID"));
        }

        if (RefuseFiles(request, out JArray files) is { } refusal)
        {
            return Task.FromResult(refusal);
        }

        EndUser user = app.EndUsers.Get(name);
        Conversation? conversation = Find(id, user);
        if (id.Length > 0 && conversation is null && !BeginsAnew(request))
        {
            return Task.FromResult<Reply>(Problem.NotFound("Conversation Not Exists."));
        }

        return starts.StartAsync(request, app.WorkflowId, inputs => Ask(request, conversation, inputs, user, files), cancellationToken);
    }

    // An older chatflow takes a conversation that it does not know for a new one, and says nothing.
    private bool BeginsAnew(RouteRequest request) => app.Options.App == AppKind.Chatflow
        && (app.Traits.ForgivesUnknownConversations || (string?)request.Body["response_mode"] != "streaming");

    private Conversation? Find(string id, EndUser user)
    {
        lock (app.Chats.Gate)
        {
            return app.Chats.FindConversation(id, user);
        }
    }

    private ChatMessage Ask(RouteRequest request, Conversation? known, JObject inputs, EndUser user, JArray files)
    {
        DateTimeOffset now = app.Time.GetUtcNow();
        lock (app.Chats.Gate)
        {
            Conversation conversation = known ?? Begin(user, inputs, now);
            string query = (string)request.Body["query"]!;
            var message = new ChatMessage(conversation, inputs, query, files, now) { Annotation = app.Chats.AnswerTo(query, now) };
            conversation.Messages.Add(message);
            if (known is null && (bool?)request.Body["auto_generate_name"] != false)
            {
                conversation.NameItself();
            }

            return message;
        }
    }

    private Conversation Begin(EndUser user, JObject inputs, DateTimeOffset now)
    {
        var conversation = new Conversation(user, inputs, app.OpeningStatement, now);
        foreach (ChatVariable variable in app.Options.App == AppKind.Chatflow ? app.Options.ConversationVariables : [])
        {
            JToken value = JsonText.From(variable.Value);
            conversation.Variables.Add(new JObject
            {
                ["id"] = Guid.NewGuid().ToString(),
                ["name"] = variable.Name,
                ["value_type"] = VariableType.Of(value),
                ["value"] = value,
                ["description"] = variable.Description,
                ["created_at"] = now.ToUnixTimeSeconds(),
                ["updated_at"] = now.ToUnixTimeSeconds(),
            });
        }

        app.Chats.Conversations.Add(conversation);
        return conversation;
    }

    // The files of a question, as its record tells them; what was uploaded has a preview from now on.
    private Reply? RefuseFiles(RouteRequest request, out JArray files)
    {
        files = [];
        if (request.User is not { } name)
        {
            return null;
        }

        EndUser user = app.EndUsers.Get(name);
        foreach (JObject given in (request.Body["files"] as JArray ?? []).OfType<JObject>())
        {
            if (app.Files.Refuse(given, user, mustBeKnown: true) is { } reason)
            {
                return Problem.InvalidParameter(reason);
            }

            string? id = (string?)given["upload_file_id"];
            StoredFile? stored = id is null ? null : app.Files.UseInMessage(id);
            files.Add(new JObject
            {
                ["id"] = Guid.NewGuid().ToString(),
                ["filename"] = stored?.Name ?? "",
                ["type"] = given["type"]?.DeepClone(),
                ["url"] = given["url"]?.DeepClone() ?? $"{request.Origin}/files/{id}/file-preview",
                ["mime_type"] = stored?.ContentType,
                ["size"] = stored?.Content.Length,
                ["transfer_method"] = given["transfer_method"]?.DeepClone(),
                ["belongs_to"] = "user",
                ["upload_file_id"] = id,
            });
        }

        return null;
    }
}
