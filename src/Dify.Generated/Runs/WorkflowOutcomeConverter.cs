using System;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <inheritdoc/>
internal sealed class WorkflowOutcomeConverter : OutcomeConverter<WorkflowOutcome>
{
    protected override WorkflowOutcome Read(JsonReader reader, JObject json)
        => new(new WorkflowRunStatus((string?)json["status"] ?? string.Empty))
        {
            TaskId = (string?)json["task_id"],
            WorkflowRunId = (string?)json["workflow_run_id"],
            Outputs = json["outputs"],
            Error = (string?)json["error"],
            ServerFault = (string?)json["server_fault"],
            Text = (string?)json["text"] ?? string.Empty,
            TextIsComplete = (bool?)json["text_is_complete"] ?? true,
            Forms = OutcomeJson.ReadList<HumanInputRequiredEvent>(json["forms"]),
            ExpiredForms = OutcomeJson.ReadList<HumanInputRequiredEvent>(json["expired_forms"]),
            TotalTokens = (long?)json["total_tokens"],
            TotalSteps = (long?)json["total_steps"],
            Elapsed = (double?)json["elapsed_time"] is { } seconds ? Seconds(reader, seconds) : null,
            CreatedAt = Time(json["created_at"]),
            FinishedAt = Time(json["finished_at"]),
            ExceptionsCount = (long?)json["exceptions_count"],
        };

    protected override void WriteOwn(JObject json, WorkflowOutcome outcome)
    {
        OutcomeJson.Set(json, "server_fault", outcome.ServerFault);
        OutcomeJson.Set(json, "total_tokens", outcome.TotalTokens);
        OutcomeJson.Set(json, "total_steps", outcome.TotalSteps);
        OutcomeJson.Set(json, "elapsed_time", outcome.Elapsed?.TotalSeconds);
        OutcomeJson.Set(json, "created_at", Time(outcome.CreatedAt));
        OutcomeJson.Set(json, "finished_at", Time(outcome.FinishedAt));
        OutcomeJson.Set(json, "exceptions_count", outcome.ExceptionsCount);
    }

    private static TimeSpan Seconds(JsonReader reader, double seconds)
        => Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(seconds)
            : throw JsonFailure.At(reader, "a number of seconds");

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
