using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Reads and writes an outcome with the names that the wire has for its parts.</summary>
/// <typeparam name="TOutcome">Of a run, or of an answer.</typeparam>
internal abstract class OutcomeConverter<TOutcome> : JsonConverter
    where TOutcome : class, IOutcome
{
    public override bool CanConvert(Type objectType) => objectType == typeof(TOutcome);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        var value = JsonValue.Read(reader);
        return value.Type == JTokenType.Null ? null : Read(reader, value as JObject ?? throw JsonFailure.At(reader, "a JSON object"));
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var outcome = (TOutcome)value!;
        var json = new JObject();
        OutcomeJson.Set(json, "status", outcome.Status.Value);
        OutcomeJson.Set(json, "task_id", outcome.TaskId);
        OutcomeJson.Set(json, "workflow_run_id", outcome.WorkflowRunId);
        OutcomeJson.Set(json, "outputs", outcome.Outputs);
        OutcomeJson.Set(json, "error", outcome.Error);
        OutcomeJson.Set(json, "text", outcome.Text);
        OutcomeJson.Set(json, "text_is_complete", outcome.TextIsComplete);
        OutcomeJson.Set(json, "forms", OutcomeJson.Write(outcome.Forms));
        OutcomeJson.Set(json, "expired_forms", OutcomeJson.Write(outcome.ExpiredForms));
        WriteOwn(json, outcome);
        json.WriteTo(writer);
    }

    /// <param name="reader">Where the outcome stood, for failures.</param>
    /// <param name="json">The outcome.</param>
    protected abstract TOutcome Read(JsonReader reader, JObject json);

    /// <summary>Writes what such outcomes alone have.</summary>
    protected abstract void WriteOwn(JObject json, TOutcome outcome);
}
