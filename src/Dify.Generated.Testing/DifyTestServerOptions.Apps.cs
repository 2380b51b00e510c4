using System;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <content>What the apps of other kinds than workflows, and knowledge bases, are like.</content>
public sealed partial record DifyTestServerOptions
{
    private static readonly TimeSpan UsualIndexingTime = TimeSpan.FromMilliseconds(500);

    private readonly AppKind? app;
    private readonly string? knowledgeApiKey;
    private readonly IReadOnlyList<string>? suggestedQuestions;
    private readonly IReadOnlyList<ChatVariable>? conversationVariables;
    private readonly IReadOnlyList<SeededKnowledgeBase>? knowledgeBases;
    private readonly TimeSpan? indexingTime;
    private readonly string? indexingError;

    /// <summary>What kind of app the server stands in for; <see cref="AppKind.Workflow"/> unless set.</summary>
    public AppKind App
    {
        get => app ?? Script?.Settings.App ?? AppKind.Workflow;
        init => app = value;
    }

    /// <summary>
    /// The only key that the knowledge bases accept, which are there beside every app; <c>dataset-test</c> unless set. The key of the app
    /// opens none of them, and theirs opens no app.
    /// </summary>
    public string KnowledgeApiKey
    {
        get => knowledgeApiKey ?? Script?.Settings.KnowledgeApiKey ?? "dataset-test";
        init => knowledgeApiKey = value;
    }

    /// <summary>
    /// What could be asked next after an answer of a chat. None unless set, as in a new app, so that the operation answers 400
    /// <c>bad_request</c>.
    /// </summary>
    public IReadOnlyList<string> SuggestedQuestions
    {
        get => suggestedQuestions ?? Script?.Settings.SuggestedQuestions ?? [];
        init => suggestedQuestions = value;
    }

    /// <summary>The variables that every conversation of a chatflow has; none unless set.</summary>
    public IReadOnlyList<ChatVariable> ConversationVariables
    {
        get => conversationVariables ?? Script?.Settings.ConversationVariables ?? [];
        init => conversationVariables = value;
    }

    /// <summary>The knowledge bases that are there from the start; none unless set.</summary>
    public IReadOnlyList<SeededKnowledgeBase> KnowledgeBases
    {
        get => knowledgeBases ?? Script?.Settings.KnowledgeBases ?? [];
        init => knowledgeBases = value;
    }

    /// <summary>
    /// How long the indexing of a document takes, the same time for each of its stages; 500 milliseconds unless set. With zero it is
    /// complete at once.
    /// </summary>
    public TimeSpan IndexingTime
    {
        get => indexingTime ?? Script?.Settings.IndexingTime ?? UsualIndexingTime;
        init => indexingTime = value;
    }

    /// <summary>With which words the indexing of every document breaks off at its end; null (the default) for none.</summary>
    public string? IndexingError
    {
        get => indexingError ?? Script?.Settings.IndexingError;
        init => indexingError = value;
    }

    private void ValidateApps()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(KnowledgeApiKey, nameof(KnowledgeApiKey));
        ArgumentNullException.ThrowIfNull(SuggestedQuestions, nameof(SuggestedQuestions));
        ArgumentNullException.ThrowIfNull(ConversationVariables, nameof(ConversationVariables));
        ArgumentNullException.ThrowIfNull(KnowledgeBases, nameof(KnowledgeBases));
        ArgumentOutOfRangeException.ThrowIfLessThan(IndexingTime, TimeSpan.Zero, nameof(IndexingTime));
        foreach (ChatVariable variable in ConversationVariables)
        {
            variable.Validate(nameof(ConversationVariables));
        }

        foreach (SeededKnowledgeBase known in KnowledgeBases)
        {
            known.Validate(nameof(KnowledgeBases));
        }
    }
}
