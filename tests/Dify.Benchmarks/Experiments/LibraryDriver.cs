using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Dify.Generated;

namespace Dify.Benchmarks.Experiments;

/// <summary>Drives the library that this copy of the program is bound to, by members that it has had from the first release on.</summary>
internal static class LibraryDriver
{
    private static readonly Dictionary<Uri, DifyWorkflowClient> Known = [];

    public static async Task<long> CallAsync(Uri server, int times)
    {
        DifyWorkflowClient client = ClientOf(server);
        for (int i = 0; i < times; i++)
        {
            await client.StopWorkflowTaskGenerationAsync("task-1", new StopWorkflowTaskGenerationRequest { User = "user-1" });
        }

        return times;
    }

    public static async Task<long> LogsAsync(Uri server, int times)
    {
        for (int i = 0; i < times; i++)
        {
            WorkflowLogsResponse page = await ClientOf(server).GetWorkflowLogsAsync();
            ArgumentNullException.ThrowIfNull(page.Data[0].WorkflowRun?.Id);
        }

        return times;
    }

    public static async Task<long> StreamAsync(Uri server, int times)
    {
        long count = 0;
        for (int i = 0; i < times; i++)
        {
            await foreach (WorkflowStreamEvent _ in ClientOf(server).ExecuteWorkflowStreamingAsync(Clients.Request))
            {
                count++;
            }
        }

        return count;
    }

    public static async Task<long> FollowAsync(Uri server, int times)
    {
        long count = 0;
        for (int i = 0; i < times; i++)
        {
            await using WorkflowRun run = await ClientOf(server).StartWorkflowAsync(Clients.Request);
            await foreach (WorkflowStreamEvent _ in run.Events)
            {
                count++;
            }
        }

        return count;
    }

    private static DifyWorkflowClient ClientOf(Uri server)
        => Known.TryGetValue(server, out DifyWorkflowClient? known) ? known : Known[server] = Clients.Create(server);
}
