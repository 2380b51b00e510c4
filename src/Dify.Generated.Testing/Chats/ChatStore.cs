using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>What a chat app has on record. Whoever reads or changes it does so under its <see cref="Gate"/>.</summary>
internal sealed class ChatStore
{
    public object Gate { get; } = new();

    public List<Conversation> Conversations { get; } = [];

    /// <summary>The messages that belong to no conversation that anybody can see: those of text generators.</summary>
    public List<ChatMessage> LooseMessages { get; } = [];

    public List<JObject> Feedbacks { get; } = [];

    public List<JObject> Annotations { get; } = [];

    /// <summary>When the jobs were begun that switch the answering by annotations on or off.</summary>
    public Dictionary<(string Action, string Id), DateTimeOffset> Jobs { get; } = [];

    /// <summary>From when on annotations answer; null if they do not.</summary>
    public DateTimeOffset? AnnotatedFrom { get; set; }

    /// <summary>The annotation that answers a question, which is one time more that it has helped; null if none does.</summary>
    public JObject? AnswerTo(string query, DateTimeOffset now)
    {
        JObject? found = AnnotatedFrom <= now ? Annotations.Find(annotation => (string?)annotation["question"] == query) : null;
        if (found is not null)
        {
            found["hit_count"] = (int)found["hit_count"]! + 1;
        }

        return (JObject?)found?.DeepClone();
    }

    public Conversation? FindConversation(string id, EndUser user) =>
        Conversations.Find(conversation => conversation.Id == id && conversation.User == user);

    public ChatMessage? FindMessage(string id, EndUser user) => Conversations.SelectMany(conversation => conversation.Messages)
        .Concat(LooseMessages)
        .FirstOrDefault(message => message.Id == id && message.Conversation.User == user);

    public void Clear()
    {
        lock (Gate)
        {
            Conversations.Clear();
            LooseMessages.Clear();
            Feedbacks.Clear();
            Annotations.Clear();
            Jobs.Clear();
            AnnotatedFrom = null;
        }
    }
}
