using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Reads what a script says beside its runs.</summary>
internal static class ScriptSettingsReader
{
    private const string Form = "user_input_form";

    /// <summary>The members of a script that are settings.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "$schema", "server_version", "api_key", "app_state", "has_speech", "transcript", "latency", "expect", "run_limit", "stop_ends_as",
        "required_inputs", "app", "knowledge_api_key", "suggested_questions", "conversation_variables", "knowledge_bases", "indexing_time",
        "indexing_error", "parameters", "info", "meta", "site", "responses",
    ];

    public static ScriptSettings Read(IReadOnlyDictionary<string, ScriptElement> members) => new()
    {
        ServerVersion = members.GetValueOrDefault("server_version") is { } version ? ReadVersion(version) : null,
        App = members.GetValueOrDefault("app")?.Word(
            ("workflow", AppKind.Workflow),
            ("chat", AppKind.Chat),
            ("agent", AppKind.Agent),
            ("chatflow", AppKind.Chatflow),
            ("completion", AppKind.Completion),
            ("knowledge", AppKind.Knowledge)),
        KnowledgeApiKey = members.GetValueOrDefault("knowledge_api_key") is { } opening ? ReadKey(opening) : null,
        SuggestedQuestions = members.GetValueOrDefault("suggested_questions")?.Texts(),
        ConversationVariables = members.GetValueOrDefault("conversation_variables") is { } variables
            ? [.. variables.Items().Select(ScriptKnowledgeReader.ReadVariable)]
            : null,
        KnowledgeBases = members.GetValueOrDefault("knowledge_bases") is { } bases
            ? [.. bases.Items().Select(ScriptKnowledgeReader.ReadBase)]
            : null,
        IndexingTime = members.GetValueOrDefault("indexing_time")?.Seconds(),
        IndexingError = members.GetValueOrDefault("indexing_error")?.Text(),
        ApiKey = members.GetValueOrDefault("api_key") is { } key ? ReadKey(key) : null,
        AppState = members.GetValueOrDefault("app_state")?.Word(
            ("published", AppState.Published), ("unpublished", AppState.Unpublished), ("api_disabled", AppState.ApiDisabled)),
        HasSpeech = members.GetValueOrDefault("has_speech")?.Flag(),
        Transcript = members.GetValueOrDefault("transcript")?.Text(),
        Latency = members.GetValueOrDefault("latency")?.Seconds(),
        ExpectHandling = members.GetValueOrDefault("expect")?.Word(
            ("continue", ExpectHandling.Continue), ("refuse", ExpectHandling.Refuse), ("close", ExpectHandling.Close)),
        RunLimit = members.GetValueOrDefault("run_limit")?.Count(0),
        StopEndsAs = members.GetValueOrDefault("stop_ends_as")?.Word(("stopped", StopOutcome.Stopped), ("failed", StopOutcome.Failed)),
        RequiredInputs = members.GetValueOrDefault("required_inputs")?.Texts(),
        Inputs = members.GetValueOrDefault("parameters")?.AnyMembers().FirstOrDefault(member => member.Name == Form) is { } form
            ? [.. form.Items().Select(ReadInput)]
            : null,
        Answers = ReadAnswers(members),
        Replies = members.GetValueOrDefault("responses") is { } responses ? [.. responses.Items().Select(ScriptReplyReader.Read)] : [],
    };

    private static string ReadVersion(ScriptElement element) => Version.TryParse(element.Text().Split('-', 2)[0], out _)
        ? element.Text()
        : throw element.Wrong("it must be a version such as '1.14.2'.");

    private static string ReadKey(ScriptElement element) => element.Text() is { Length: > 0 } key && !key.Any(char.IsWhiteSpace)
        ? key
        : throw element.Wrong("it must be a key without spaces, such as 'app-test'.");

    private static Dictionary<string, JObject> ReadAnswers(IReadOnlyDictionary<string, ScriptElement> members)
    {
        var answers = new Dictionary<string, JObject>(StringComparer.Ordinal);
        foreach (string path in (string[])[AppRoutes.InfoPath, AppRoutes.ParametersPath, AppRoutes.MetaPath, AppRoutes.SitePath])
        {
            if (members.TryGetValue(path[1..], out ScriptElement? answer))
            {
                var said = (JObject)answer.Object().DeepClone();

                // The form comes from the inputs that runs are held against, so that the two never differ.
                said.Remove(Form);
                answers[path] = said;
            }
        }

        return answers;
    }

    // Written as an app tells it: its type is the name of the only member.
    private static AppInput ReadInput(ScriptElement element)
    {
        if (element.Token is not JObject { Count: 1 })
        {
            throw element.Wrong("an input is an object with its type as the only member: { \"text-input\": { \"variable\": \"topic\" } }.");
        }

        ScriptElement config = element.AnyMembers().Single();
        Dictionary<string, ScriptElement> members = config.AnyMembers().ToDictionary(member => member.Name, StringComparer.Ordinal);
        string name = members.GetValueOrDefault("variable")?.Text()
            ?? throw config.Wrong("the member 'variable', the input's name, is missing.");
        if (!AppInput.Types.Contains(config.Name))
        {
            throw config.Wrong($"there is no such type of input; there are {string.Join(", ", AppInput.Types)}.");
        }

        return new AppInput(name, config.Name)
        {
            Label = members.GetValueOrDefault("label")?.Text(),
            IsRequired = members.GetValueOrDefault("required")?.Flag() ?? false,
            Default = members.GetValueOrDefault("default")?.Token,
            MaxLength = members.GetValueOrDefault("max_length") is { Token.Type: not JTokenType.Null } most ? most.Count(0) : null,
            Options = members.GetValueOrDefault("options")?.Texts() ?? [],
            More = (JObject)config.Object().DeepClone(),
        };
    }
}
