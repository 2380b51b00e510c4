using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The app that the server stands in for: its runs, users, forms and files.</summary>
internal sealed class DifyApp(DifyTestServerOptions options, CancellationToken serverEnd)
{
    private StopOutcome? stopEndsAs;
    private string? transcript;

    /// <summary>The id of the app's published workflow.</summary>
    public string WorkflowId { get; } = Guid.NewGuid().ToString();

    public string AppId { get; } = Guid.NewGuid().ToString();

    public string TenantId { get; } = Guid.NewGuid().ToString();

    /// <summary>What the server was started with, and the script of the moment.</summary>
    public DifyTestServerOptions Options { get; private set; } = options;

    public VersionTraits Traits => Options.Traits;

    public TimeProvider Time { get; } = options.TimeProvider;

    /// <summary>How long a stream stays open after the event that ends it.</summary>
    public TimeSpan StreamCloseDelay => Options.StreamCloseDelay ?? Traits.StreamCloseDelay;

    /// <summary>Ends when the server is disposed.</summary>
    public CancellationToken ServerEnd => serverEnd;

    public StopOutcome StopEndsAs
    {
        get => stopEndsAs ?? Options.StopEndsAs;
        set => stopEndsAs = value;
    }

    public string Transcript
    {
        get => transcript ?? Options.Transcript;
        set => transcript = value;
    }

    public RunRegistry Runs { get; } = new();

    public FormRegistry Forms { get; } = new();

    public FileRegistry Files { get; } = new();

    public ChatStore Chats { get; } = new();

    public KnowledgeStore Knowledge { get; } = new(options);

    public EndUserRegistry EndUsers { get; } = new(options.TimeProvider);

    /// <summary>The input form: those of the script or of the options, and required ones without a place in it.</summary>
    public IReadOnlyList<AppInput> Inputs =>
    [
        .. Options.RequiredInputs.Where(name => !Options.Inputs.Any(input => input.Name == name)).Select(name => new AppInput(name)),
        .. Options.Inputs.Select(input => Options.RequiredInputs.Contains(input.Name) ? input with { IsRequired = true } : input),
    ];

    /// <summary>With what a conversation begins.</summary>
    public string? OpeningStatement =>
        (string?)Options.Script?.Settings.Answers.GetValueOrDefault(AppRoutes.ParametersPath)?["opening_statement"];

    /// <summary>Whether one more run is more than the app may have at once.</summary>
    public bool IsFull(bool isStreaming) => Options.RunLimit > 0
        && Runs.Snapshot().Where(run => run.Status == RunStatus.Running).Sum(run => run.Places)
            + TestRun.PlacesOf(isStreaming) > Options.RunLimit;

    /// <summary>Goes by another script from now on: its settings and its runs take the places of those of the last one.</summary>
    public void Use(RunScript? script)
    {
        Options = Options with { Script = script };
        Runs.UseScripts(script?.Runs ?? []);
    }

    /// <summary>Forgets what callers have left behind: runs, forms, files, users, conversations and knowledge bases.</summary>
    public void Forget()
    {
        Runs.Clear();
        Forms.Clear();
        Files.Clear();
        EndUsers.Clear();
        Chats.Clear();
        Knowledge.Reset(Options);
    }

    /// <summary>Starts a run and opens its first stream; the run plays its script from now on.</summary>
    public TestRun StartRun(
        string workflowId, string user, JObject inputs, bool isStreaming, ChatMessage? message, out RunReader reader)
    {
        var run = new TestRun(this, Options.App, workflowId, EndUsers.Get(user), inputs, isStreaming, message);
        ScriptedRun script = message?.Annotation is { } annotation ? DefaultRuns.Annotated(run.Kind, (string)annotation["answer"]!)
            : Runs.NextScript(workflowId) ?? DefaultRuns.Of(run.Kind);
        Play(run, isStreaming, script, out reader);
        return run;
    }

    /// <summary>Starts a run of the pipeline of a knowledge base, whatever the app is.</summary>
    public TestRun StartPipelineRun(string pipelineId, JObject inputs, out RunReader reader)
    {
        var run = new TestRun(this, AppKind.Workflow, pipelineId, EndUsers.Get(Knowledge.Account), inputs, isStreaming: true);
        Play(run, isStreaming: true, DefaultRuns.Pipeline, out reader);
        return run;
    }

    private void Play(TestRun run, bool isStreaming, ScriptedRun script, out RunReader reader)
    {
        reader = run.OpenReader(isStreaming);
        Runs.Add(run);
        var player = new RunPlayer(run, script, this);
        _ = Task.Run(() => player.PlayAsync(serverEnd), CancellationToken.None);
    }
}
