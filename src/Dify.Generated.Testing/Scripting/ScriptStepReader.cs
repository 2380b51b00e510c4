using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Reads the steps of a run: a step is its name alone, or an object with the name as its only member.</summary>
internal static class ScriptStepReader
{
    private static readonly Dictionary<string, Action<RunScriptBuilder>> Plain = new(StringComparer.Ordinal)
    {
        ["ping"] = run => run.Ping(),
        ["started"] = run => run.Started(),
        ["pause"] = run => run.Pause(),
        ["error"] = run => run.Error(),
        ["pings_after_error"] = run => run.PingsAfterError(),
        ["message_end"] = run => run.EndMessage(),
        ["finish"] = run => run.Finish(),
        ["partial_success"] = run => run.PartialSuccess(),
        ["drop"] = run => run.Drop(),
        ["end_stream"] = run => run.EndStream(),
        ["wait_for_stop"] = run => run.WaitForStop(),
        ["wait_for_reader"] = run => run.WaitForReader(),
    };

    private static readonly Dictionary<string, Action<RunScriptBuilder, ScriptElement>> WithValue = new(StringComparer.Ordinal)
    {
        ["text"] = AddText,
        ["text_of_outputs"] = (run, value) => run.TextOfOutputs(value.Object()),
        ["reasoning"] = AddReasoning,
        ["text_to_speech"] = (run, value) => run.TextToSpeech([.. value.Items().Select(ReadAudio)]),
        ["agent_thought"] = (run, value) => run.Known("agent_thought", ScriptAnswerReader.ReadThought(value)),
        ["message_file"] = (run, value) => run.Known("message_file", ScriptAnswerReader.ReadFile(value)),
        ["message_replace"] = ScriptAnswerReader.AddReplacement,
        ["message_end"] = (run, value) => run.Known("message_end", value.Object()),
        ["event"] = AddEvent,
        ["raw"] = (run, value) => run.Raw(value.Text()),
        ["pause"] = (run, value) => run.Pause(
            value.IsObject ? [ScriptFormReader.Read(value)] : [.. value.Items().Select(ScriptFormReader.Read)]),
        ["error"] = AddError,
        ["pings_after_error"] = (run, value) => run.PingsAfterError(value.Count(1)),
        ["finish"] = AddFinish,
        ["fail"] = (run, value) => run.Fail(value.Text()),
        ["partial_success"] = AddPartialSuccess,
        ["wait"] = (run, value) => run.Wait(value.Seconds()),
    };

    private static readonly string[] NodeEvents =
    [
        "node_started", "node_finished", "node_retry",
        "iteration_started", "iteration_next", "iteration_completed", "loop_started", "loop_next", "loop_completed", "agent_log",
    ];

    public static void AddTo(RunScriptBuilder run, ScriptElement step)
    {
        if (step.IsText)
        {
            string name = step.Text();
            if (!Plain.TryGetValue(name, out Action<RunScriptBuilder>? add))
            {
                throw step.Wrong(IsKnown(name) ? $"the step '{name}' needs a value: {{ \"{name}\": … }}." : Unknown(name));
            }

            add(run);
            return;
        }

        if (step.Token is not JObject { Count: 1 })
        {
            throw step.Wrong("a step is its name, or an object with the name as its only member.");
        }

        ScriptElement value = step.AnyMembers().Single();
        if (NodeEvents.Contains(value.Name))
        {
            run.Known(value.Name, ReadNode(value));
        }
        else if (WithValue.TryGetValue(value.Name, out Action<RunScriptBuilder, ScriptElement>? add))
        {
            add(run, value);
        }
        else
        {
            throw value.Wrong(Plain.ContainsKey(value.Name) ? $"the step takes no value: write \"{value.Name}\"." : Unknown(value.Name));
        }
    }

    private static bool IsKnown(string name) => WithValue.ContainsKey(name) || NodeEvents.Contains(name);

    private static string Unknown(string name) =>
        $"there is no step '{name}'; there are {string.Join(", ", Plain.Keys.Concat(WithValue.Keys).Concat(NodeEvents).Distinct().Order(StringComparer.Ordinal))}.";

    private static JObject ReadNode(ScriptElement value)
    {
        ScriptElement? id = value.AnyMembers().FirstOrDefault(member => member.Name == "node_id");
        _ = id?.Text() ?? throw value.Wrong("the member 'node_id' is missing.");
        return value.Object();
    }

    private static void AddText(RunScriptBuilder run, ScriptElement value)
    {
        if (value.IsText)
        {
            run.Text(value.Text());
            return;
        }

        if (!value.IsObject)
        {
            throw value.Wrong("text is needed here, or an object with 'text' and 'from'.");
        }

        IReadOnlyDictionary<string, ScriptElement> members = value.Members("text", "from");
        string text = members.GetValueOrDefault("text")?.Text() ?? throw value.Wrong("the member 'text' is missing.");
        run.Text(text, members.GetValueOrDefault("from")?.Texts() ?? throw value.Wrong("the member 'from' is missing."));
    }

    private static void AddReasoning(RunScriptBuilder run, ScriptElement value)
    {
        if (value.IsText)
        {
            run.Reasoning(value.Text());
            return;
        }

        IReadOnlyDictionary<string, ScriptElement> members = value.Members("reasoning", "is_final");
        run.Reasoning(members.GetValueOrDefault("reasoning")?.Text() ?? "", members.GetValueOrDefault("is_final")?.Flag() ?? false);
    }

    private static byte[] ReadAudio(ScriptElement piece)
    {
        byte[] audio = new byte[piece.Text().Length];
        return Convert.TryFromBase64String(piece.Text(), audio, out int length)
            ? audio[..length]
            : throw piece.Wrong("it must be audio in base64.");
    }

    private static void AddEvent(RunScriptBuilder run, ScriptElement value)
    {
        var members = (JObject)value.Object().DeepClone();
        ScriptElement name = value.AnyMembers().FirstOrDefault(member => member.Name == "event") ?? throw value.Wrong(
            "the member 'event', the event's name, is missing.");
        members.Remove("event");
        run.Event(name.Text(), members);
    }

    private static void AddError(RunScriptBuilder run, ScriptElement value)
    {
        IReadOnlyDictionary<string, ScriptElement> members = value.Members("code", "status", "message", "shape");
        ErrorShape shape = members.GetValueOrDefault("shape") is not { } named ? ErrorShape.Pipeline : named.Text() switch
        {
            "pipeline" => ErrorShape.Pipeline,
            "worker_setup" => ErrorShape.WorkerSetup,
            "documented" => ErrorShape.Documented,
            _ => throw named.Wrong("it must be 'pipeline', 'worker_setup' or 'documented'."),
        };
        run.Error(
            members.GetValueOrDefault("code")?.Text() ?? "internal_server_error",
            members.GetValueOrDefault("status")?.Count(400) ?? 500,
            members.GetValueOrDefault("message")?.Text() ?? "Internal Server Error",
            shape);
    }

    private static void AddFinish(RunScriptBuilder run, ScriptElement value)
    {
        IReadOnlyDictionary<string, ScriptElement> members = value.Members("outputs", "total_tokens");
        run.Finish(members.GetValueOrDefault("outputs")?.Object(), members.GetValueOrDefault("total_tokens")?.Count(0) ?? 0);
    }

    private static void AddPartialSuccess(RunScriptBuilder run, ScriptElement value)
    {
        IReadOnlyDictionary<string, ScriptElement> members = value.Members("outputs", "exceptions_count");
        run.PartialSuccess(members.GetValueOrDefault("outputs")?.Object(), members.GetValueOrDefault("exceptions_count")?.Count(1) ?? 1);
    }
}
