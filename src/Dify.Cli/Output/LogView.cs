using System.Globalization;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Output;

/// <summary>How the entries of the log are shown.</summary>
internal sealed class LogView
{
    private readonly ListTable list = new("Created", "Status", "Run", "Elapsed", "Tokens", "Steps", "Source", "User");

    public IRenderable Content => list.Content;

    public void Add(WorkflowLogItem item)
    {
        var run = item.WorkflowRun;
        list.Add(
            FactTable.Value(item.CreatedAt),
            run?.Status?.Value,
            run?.Id,
            FactTable.Seconds(run?.ElapsedTime),
            run?.TotalTokens?.ToString("N0", CultureInfo.CurrentCulture),
            run?.TotalSteps?.ToString(CultureInfo.CurrentCulture),
            item.CreatedFrom?.Value,
            item.CreatedByEndUser?.SessionId ?? item.CreatedByAccount?.Email ?? item.CreatedByAccount?.Name);
    }
}
