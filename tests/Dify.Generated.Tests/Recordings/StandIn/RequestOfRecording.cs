using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// The requests of a recording. Where their bodies were not written down, they are made of what the run was told to have got.
/// </summary>
internal sealed class RequestOfRecording(ScriptOfRecording script)
{
    public string BodyOfStart(bool isStreaming) =>
        new JObject { ["inputs"] = Inputs(), ["response_mode"] = isStreaming ? "streaming" : "blocking", ["user"] = User() }.ToString();

    public string? Body(RecordedExchange exchange, int position)
    {
        if (exchange.Body is not null || exchange.Method != "POST")
        {
            return exchange.Body;
        }

        return Recording.IsStart(exchange) ? BodyOfStart(exchange.IsEventStream)
            : Recording.IsForm(exchange) ? AnswerOf(exchange, position)
            : new JObject { ["user"] = User() }.ToString();
    }

    private string AnswerOf(RecordedExchange exchange, int position)
    {
        string token = exchange.Path.Split('/')[^1];
        if (position < script.Log.Count && script.Answer(position) is { } answer && answer.Token == token)
        {
            return answer.Body.ToString();
        }

        JToken form = script.Run.Form(token)!.Data;
        var inputs = new JObject(form["inputs"]!.Select(input => new JProperty((string)input["output_variable_name"]!, "hi")));
        return new JObject { ["inputs"] = inputs, ["action"] = form["actions"]![0]!["id"], ["user"] = User() }.ToString();
    }

    private JObject Inputs() =>
        new((Started()?["inputs"] as JObject ?? []).Properties().Where(input => !input.Name.StartsWith("sys.", StringComparison.Ordinal)));

    private string User() => (string?)(Started()?["inputs"] as JObject)?["sys.user_id"] ?? "u1";

    private JObject? Started() => script.Log.FirstOrDefault(told => told.Name == "workflow_started")?.Data;
}
