using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>What a script says of the server and the app, beside the runs; null where it says nothing.</summary>
internal sealed record ScriptSettings
{
    public string? ApiKey { get; init; }

    public AppKind? App { get; init; }

    public string? KnowledgeApiKey { get; init; }

    public IReadOnlyList<string>? SuggestedQuestions { get; init; }

    public IReadOnlyList<ChatVariable>? ConversationVariables { get; init; }

    public IReadOnlyList<SeededKnowledgeBase>? KnowledgeBases { get; init; }

    public TimeSpan? IndexingTime { get; init; }

    public string? IndexingError { get; init; }

    public string? ServerVersion { get; init; }

    public AppState? AppState { get; init; }

    public bool? HasSpeech { get; init; }

    public string? Transcript { get; init; }

    public TimeSpan? Latency { get; init; }

    public ExpectHandling? ExpectHandling { get; init; }

    public int? RunLimit { get; init; }

    public StopOutcome? StopEndsAs { get; init; }

    public IReadOnlyList<string>? RequiredInputs { get; init; }

    /// <summary>The inputs of the form in <see cref="Answers"/>, which runs are held against.</summary>
    public IReadOnlyList<AppInput>? Inputs { get; init; }

    /// <summary>Members that replace those of what the app says about itself, by path.</summary>
    public IReadOnlyDictionary<string, JObject> Answers { get; init; } = new Dictionary<string, JObject>(StringComparer.Ordinal);

    public IReadOnlyList<ScriptedReply> Replies { get; init; } = [];
}
