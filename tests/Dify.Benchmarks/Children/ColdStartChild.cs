using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Dify.Benchmarks.Experiments;
using Dify.Generated;

namespace Dify.Benchmarks.Children;

/// <summary>A program that does nothing but read one stream: what a first call costs, before anything is compiled.</summary>
internal static class ColdStartChild
{
    public const string RawName = "cold-start-raw";
    public const string OwnName = "cold-start-own";

    public static async Task<string> RunRawAsync(IReadOnlyList<string> arguments)
    {
        using var raw = new RawClient(new Uri(arguments[0]));
        string? first = null;
        await raw.ReadEventsAsync(next => first ??= next.Event);
        return first!;
    }

    public static async Task<string> RunOwnAsync(IReadOnlyList<string> arguments)
    {
        using DifyWorkflowClient client = Clients.Create(new Uri(arguments[0]));
        string? first = null;
        await foreach (WorkflowStreamEvent next in client.ExecuteWorkflowStreamingAsync(Clients.Request))
        {
            first ??= next.Event;
        }

        return first!;
    }
}
