using System.Collections.Generic;
using System.Linq;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Dify.Generated.Testing;
using Spectre.Console;

namespace Dify.Cli.Demo;

/// <summary>What the acts of the demonstration play on, and how they show what happened.</summary>
internal sealed class DemonstrationStage(Terminal terminal, DifyTestServer server, DifyWorkflowClient client)
{
    private int requestsShown;

    public Terminal Terminal => terminal;

    public DifyTestServer Server => server;

    public DifyWorkflowClient Client => client;

    public void Heading(int? number, string title)
    {
        terminal.WriteLine();
        terminal.Output.WriteLine(number is null ? title : $"{number}. {title}", new Style(decoration: Decoration.Bold));
    }

    public void Explain(string text) => terminal.Output.WriteLine(text, new Style(decoration: Decoration.Dim));

    /// <summary>Shows a fact with its name.</summary>
    public void Fact(string name, string? value)
    {
        terminal.Output.Write("  " + name + ": ", new Style(Color.Aqua));
        terminal.WriteLine(value ?? "-");
    }

    /// <summary>Shows the newest request whole, as it went over the wire.</summary>
    public void ShowRequest()
    {
        RequestView.Write(terminal, server.Requests[^1], server.ApiKey);
        SkipRequests();
    }

    /// <summary>Leaves the requests so far out of the next list.</summary>
    public void SkipRequests() => requestsShown = server.Requests.Count;

    /// <summary>Shows the first lines of the requests that came in since the last time.</summary>
    public IReadOnlyList<RecordedRequest> ShowRequests()
    {
        var requests = server.Requests.Skip(requestsShown).ToList();
        terminal.Output.WriteLine("  " + CliText.Get("DemoRequests"), new Style(Color.Aqua));
        foreach (var request in requests)
        {
            terminal.WriteLine("    " + request);
        }

        requestsShown += requests.Count;
        return requests;
    }

    /// <summary>Shows how a run ended.</summary>
    /// <exception cref="DemonstrationException">It ended otherwise than it should have.</exception>
    public void ShowOutcome(WorkflowOutcome? outcome, WorkflowRunStatus expected)
    {
        Fact(CliText.Get("Status"), outcome?.Status.Value);
        Fact(CliText.Get("Text"), outcome?.Text);
        if (outcome?.Outputs is { HasValues: true } outputs)
        {
            Fact(CliText.Get("Outputs"), JsonOutput.OnOneLine(outputs));
        }

        Require(outcome?.Status == expected);
    }

    public void Require(bool isTrue)
    {
        if (!isTrue)
        {
            throw new DemonstrationException(CliText.Get("DemoFailed"));
        }
    }
}
