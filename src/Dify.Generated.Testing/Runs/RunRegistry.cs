using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Testing;

/// <summary>The runs of the app and the scripts for the next ones.</summary>
internal sealed class RunRegistry
{
    private readonly object gate = new();
    private readonly ChangeNotice changes = new();
    private readonly List<TestRun> runs = [];
    private readonly ConcurrentDictionary<string, TestRun> byRunId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TestRun> byTaskId = new(StringComparer.Ordinal);
    private readonly List<ScriptedRun> scripts = [];
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);

    public void AddScript(ScriptedRun script)
    {
        lock (gate)
        {
            scripts.Add(script);
        }
    }

    /// <summary>Forgets the scripts that were there, and whose turn it was.</summary>
    public void UseScripts(IEnumerable<ScriptedRun> runs)
    {
        lock (gate)
        {
            scripts.Clear();
            scripts.AddRange(runs);
            taken.Clear();
        }
    }

    /// <summary>Forgets the runs, and whose turn it was; those that go on can be found by nobody.</summary>
    public void Clear()
    {
        lock (gate)
        {
            runs.Clear();
            taken.Clear();
        }

        byRunId.Clear();
        byTaskId.Clear();
    }

    /// <summary>Whether a script is for this very workflow.</summary>
    public bool HasScriptFor(string workflowId)
    {
        lock (gate)
        {
            return scripts.Exists(script => script.WorkflowId == workflowId);
        }
    }

    /// <summary>The script for the next run: those for the workflow if there are any, else those for every workflow; in turn, the last one
    /// again and again; null if there is none.</summary>
    public ScriptedRun? NextScript(string workflowId)
    {
        lock (gate)
        {
            string? key = scripts.Exists(script => script.WorkflowId == workflowId) ? workflowId : null;
            List<ScriptedRun> candidates = [.. scripts.Where(script => script.WorkflowId == key)];
            if (candidates.Count == 0)
            {
                return null;
            }

            int turn = taken.GetValueOrDefault(key ?? "");
            taken[key ?? ""] = turn + 1;
            return candidates[Math.Min(turn, candidates.Count - 1)];
        }
    }

    public void Add(TestRun run)
    {
        byRunId[run.RunId] = run;
        byTaskId[run.TaskId] = run;
        lock (gate)
        {
            runs.Add(run);
        }

        changes.Announce();
    }

    public async Task<TestRun> WaitForAsync(int index, CancellationToken cancellationToken)
    {
        await changes.WaitUntilAsync(() => Snapshot().Count > index, cancellationToken).ConfigureAwait(false);
        return Snapshot()[index];
    }

    public IReadOnlyList<TestRun> Snapshot()
    {
        lock (gate)
        {
            return [.. runs];
        }
    }

    public TestRun? FindByRunId(Guid runId) => byRunId.GetValueOrDefault(runId.ToString());

    public TestRun? FindByTaskId(string taskId) => byTaskId.GetValueOrDefault(taskId);
}
