using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>Makes the call of the client that a recorded request belongs to.</summary>
internal static class ExchangeCall
{
    public static bool IsKnown(RecordedExchange exchange)
        => Recording.IsStart(exchange) || Recording.IsRunDetail(exchange) || Recording.IsStop(exchange) || Recording.IsForm(exchange);

    /// <summary>Whether the client sends no such request: its path holds another text where the server has UUIDs alone.</summary>
    public static bool IsRefusedUnsent(RecordedExchange exchange) => exchange.Path.Split('/') switch
    {
        [_, "workflows", "run", var run] => !Guid.TryParseExact(run, "D", out _),
        [_, "workflows", var workflow, "run"] => !Guid.TryParseExact(workflow, "D", out _),
        _ => false,
    };

    /// <returns>The answer.</returns>
    public static async Task<object> SendAsync(DifyWorkflowClient client, RecordedExchange exchange, CancellationToken cancellationToken)
    {
        JObject sent = exchange.Body is null ? [] : RecordedEvent.Parse(exchange.Body);
        string user = (string?)sent["user"] ?? "u1";
        string[] path = exchange.Path.Split('/');
        if (Recording.IsStart(exchange))
        {
            var inputs = new WorkflowInputs();
            foreach (JProperty input in (sent["inputs"] as JObject ?? []).Properties())
            {
                inputs[input.Name] = input.Value;
            }

            var request = new WorkflowExecutionRequest { Inputs = inputs, User = user };
            return path is [_, _, var version, "run"]
                ? await client.RunWorkflowByIdAsync(version, request, cancellationToken)
                : await client.ExecuteWorkflowAsync(request, cancellationToken);
        }

        if (Recording.IsRunDetail(exchange))
        {
            return await client.GetWorkflowRunDetailAsync(path[^1], cancellationToken);
        }

        if (Recording.IsStop(exchange))
        {
            return await client.StopWorkflowTaskGenerationAsync(path[^2], user, cancellationToken);
        }

        if (exchange.Method == "GET")
        {
            return await client.GetWorkflowHumanInputFormAsync(path[^1], cancellationToken);
        }

        var answers = new HumanInputAnswers();
        foreach (JProperty answer in (sent["inputs"] as JObject ?? []).Properties())
        {
            answers[answer.Name] = answer.Value;
        }

        return await client.SubmitWorkflowHumanInputFormAsync(
            path[^1],
            new SubmitWorkflowHumanInputFormRequest { Inputs = answers, Action = (string?)sent["action"] ?? "ok", User = user },
            cancellationToken);
    }
}
