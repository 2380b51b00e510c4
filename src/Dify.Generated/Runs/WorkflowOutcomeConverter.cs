using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads and writes an outcome with the names that the wire has for its parts.</summary>
internal sealed class WorkflowOutcomeConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => objectType == typeof(WorkflowOutcome);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var value = JsonValue.Read(reader);
        if (value.Type == JTokenType.Null)
        {
            return null;
        }

        var json = value as JObject ?? throw JsonFailure.At(reader, "a JSON object");
        return new WorkflowOutcome(new WorkflowRunStatus((string?)json["status"] ?? string.Empty))
        {
            TaskId = (string?)json["task_id"],
            WorkflowRunId = (string?)json["workflow_run_id"],
            Outputs = json["outputs"],
            Error = (string?)json["error"],
            ServerFault = (string?)json["server_fault"],
            Text = (string?)json["text"] ?? string.Empty,
            TextIsComplete = (bool?)json["text_is_complete"] ?? true,
            Forms = Forms(json["forms"]),
            ExpiredForms = Forms(json["expired_forms"]),
            TotalTokens = (long?)json["total_tokens"],
            TotalSteps = (long?)json["total_steps"],
            Elapsed = (double?)json["elapsed_time"] is { } seconds ? Seconds(reader, seconds) : null,
            CreatedAt = Time(json["created_at"]),
            FinishedAt = Time(json["finished_at"]),
            ExceptionsCount = (long?)json["exceptions_count"],
        };
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var outcome = (WorkflowOutcome)value!;
        var json = new JObject { ["status"] = outcome.Status.Value };
        Set(json, "task_id", outcome.TaskId);
        Set(json, "workflow_run_id", outcome.WorkflowRunId);
        Set(json, "outputs", outcome.Outputs);
        Set(json, "error", outcome.Error);
        Set(json, "server_fault", outcome.ServerFault);
        Set(json, "text", outcome.Text);
        Set(json, "text_is_complete", outcome.TextIsComplete);
        Set(json, "forms", new JArray(outcome.Forms.Select(DifyJson.ToObject)));
        Set(json, "expired_forms", new JArray(outcome.ExpiredForms.Select(DifyJson.ToObject)));
        Set(json, "total_tokens", outcome.TotalTokens);
        Set(json, "total_steps", outcome.TotalSteps);
        Set(json, "elapsed_time", outcome.Elapsed?.TotalSeconds);
        Set(json, "created_at", Time(outcome.CreatedAt));
        Set(json, "finished_at", Time(outcome.FinishedAt));
        Set(json, "exceptions_count", outcome.ExceptionsCount);
        json.WriteTo(writer);
    }

    private static void Set(JObject json, string name, JToken? value)
    {
        if (value is not null and not JValue { Value: null })
        {
            json[name] = value;
        }
    }

    private static TimeSpan Seconds(JsonReader reader, double seconds)
        => Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(seconds)
            : throw JsonFailure.At(reader, "a number of seconds");

    private static IReadOnlyList<HumanInputRequiredEvent> Forms(JToken? forms) => [.. (forms ?? new JArray()).Select(Form)];

    private static HumanInputRequiredEvent Form(JToken form)
    {
        using var reader = new ExactJsonReader(form.ToString(Formatting.None).AsMemory());
        var read = new HumanInputRequiredEvent();
        DifyJson.Fill(reader, read);
        return read;
    }

    private static DateTimeOffset? Time(JToken? time)
        => time is null ? null : DifyJson.Read(time.ToString(Formatting.None).AsMemory(), JsonMember.UnixSeconds);

    private static JToken? Time(DateTimeOffset? time)
    {
        if (time is not { } point)
        {
            return null;
        }

        using var writer = new JTokenWriter();
        UnixTime.Write(writer, point);
        return writer.Token;
    }
}
