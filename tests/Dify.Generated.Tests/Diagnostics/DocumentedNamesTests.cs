using System;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;
using Dify.Generated.Tests.Runs;
using Dify.Generated.Tests.Streaming;
using Xunit;

namespace Dify.Generated.Tests.Diagnostics;

/// <summary>What the documentation lists is what comes: every name, and no other.</summary>
public sealed partial class DocumentedNamesTests
{
    private const string Spans = nameof(DifyDiagnostics.ActivitySourceName);
    private const string Metrics = nameof(DifyDiagnostics.MeterName);
    private const string Entries = nameof(DifyDiagnostics.LogCategory);

    private static readonly string[] Histograms =
    [
        "gen_ai.client.operation.duration: 0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92",
        "gen_ai.client.operation.time_to_first_chunk: 0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92",
        "gen_ai.client.token.usage: 1 4 16 64 256 1024 4096 16384 65536 262144 1048576 4194304 16777216 67108864",
        "gen_ai.workflow.duration: 1 5 10 30 60 120 300 600 1800 3600 7200",
    ];

    [Fact(Timeout = 60_000)]
    public async Task Every_documented_name_is_used_and_no_other()
    {
        using var probe = new TelemetryProbe();
        await DoEverythingAsync(probe);

        Assert.Equal(
            Documented(Spans).Where(IsName).Distinct().Order(),
            probe.Spans.SelectMany(span => TelemetryProbe.Tags(span).Keys).Distinct().Order());
        Assert.Equal(
            Documented(Metrics).Where(IsName).Distinct().Order(),
            probe.Measurements.SelectMany(measured => measured.Tags.Keys.Append(measured.Name)).Distinct().Order());
        Assert.Equal(
            Documented(Entries).Chunk(2).Select(pair => $"{pair[0]} {pair[1]}").Order(),
            probe.Entries.Select(entry => $"{entry.Id.Id} {entry.Id.Name} {entry.Level}").Distinct().Order());
    }

    [Fact]
    public async Task Instruments_have_the_documented_units_and_the_buckets_of_the_conventions()
    {
        // The instruments are made when they are needed for the first time.
        using var probe = new TelemetryProbe();
        using DifyWorkflowClient client = StubHandler.Json(Samples.Answer).CreateClient();
        await client.GetWorkflowAppInfoAsync();
        IReadOnlyList<string> documented = Documented(Metrics);

        Assert.All(probe.Instruments, instrument =>
        {
            Assert.Equal(documented[documented.ToList().IndexOf(instrument.Name) + 1], instrument.Unit);
            Assert.False(string.IsNullOrEmpty(instrument.Description));
            Assert.False(string.IsNullOrEmpty(instrument.Meter.Version));
        });
        Assert.Equal(Histograms, probe.Instruments.Select(Buckets).OfType<string>().Order());
        Assert.Equal(2, probe.Instruments.Count(instrument => instrument is Counter<long>));
    }

    [Theory]
    [InlineData(Spans)]
    [InlineData(Metrics)]
    [InlineData(Entries)]
    public void Both_languages_and_both_readme_pages_list_the_same_names(string member)
    {
        XElement japanese = XDocument.Load(RepositoryFolder.File("src", "Dify.Generated", "Documentation", "ja", "Diagnostics.xml"))
            .Descendants("member").Single(each => each.Attribute("name")!.Value.EndsWith(member, StringComparison.Ordinal));
        Assert.Equal(Documented(member).Order(), Code(japanese).Order());

        Assert.All(["README.md", "README.ja.md"], page =>
        {
            string text = File.ReadAllText(RepositoryFolder.File(page));
            Assert.All(
                Documented(member).Where(name => IsName(name) || member == Entries),
                name => Assert.Contains(
                    member == Entries ? name.Replace(" ", "` | `", StringComparison.Ordinal) : $"`{name}`",
                    text,
                    StringComparison.Ordinal));
        });
    }

    // Calls and runs that together have something of everything to tell.
    private static async Task DoEverythingAsync(TelemetryProbe probe)
    {
        await using (var session = new RunSession(run => run.Started().Drop().WaitForReader().Finish(totalTokens: 1), Listen))
        {
            await using WorkflowRun run = await session.StartAsync();
            await run.WaitAsync(session.Bound);
        }

        await using (var session = new RunSession(run => run.Started().Error("invalid_param", 400, "no"), Listen))
        {
            await using WorkflowRun run = await session.StartAsync();
            await Assert.ThrowsAsync<WorkflowRunException>(() => run.WaitAsync(session.Bound));
        }

        await using (var session = new RunSession(run => run.Started().WaitForStop(), Listen))
        {
            session.Server.Respond("POST", "/workflows/tasks/{task_id}/stop", TestReply.Problem(500, "internal_server_error", "no"));
            await (await session.StartAsync()).DisposeAsync();
        }

        var quiet = new Quiet();
        using (var server = new ScriptedRun(Listen))
        {
            using var caller = new CancellationTokenSource();
            Task<WorkflowRun> start = server.StartAsync(new WorkflowRunOptions { Progress = quiet }, caller.Token);
            await server.Clock.AdvanceUntilAsync(quiet.WaitAsync(), TimeSpan.FromSeconds(1), server.Bound);
            await caller.CancelAsync();
            await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => start);
            await using WorkflowRun run = await server.Client.ResumeWorkflowAsync(
                EventJson.RunId, "user-1", new WorkflowRunOptions { Progress = quiet, OnCancel = OnCancel.LeaveRunning }, server.Bound);
            Task<WorkflowOutcome> wait = run.WaitAsync();
            await server.Clock.AdvanceUntilAsync(quiet.WaitAsync(), TimeSpan.FromSeconds(1), server.Bound);
            await run.DisposeAsync();
            await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => wait);
        }

        int answers = 0;
        var handler = new StubHandler((_, _) => ++answers == 1
            ? Task.FromResult(StubHandler.Problem(503, "unknown"))
            : Task.FromResult(StubHandler.Answer(200, "application/json", """{"result":"success"}"""u8.ToArray())));
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            Listen(options);
            new ScriptedClock().Use(options);
        });
        await client.StopWorkflowTaskGenerationAsync("task-1", "user-1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.GetWorkflowAppInfoAsync(new CancellationToken(canceled: true)));

        void Listen(DifyClientOptions options)
        {
            options.Name = "translator";
            options.LoggerFactory = probe;
        }
    }

    private static IReadOnlyList<string> Documented(string member) => Code(
        XDocument.Load(Path.ChangeExtension(typeof(DifyDiagnostics).Assembly.Location, ".xml"))
            .Descendants("member").Single(each => each.Attribute("name")!.Value == $"F:{typeof(DifyDiagnostics).FullName}.{member}"));

    private static IReadOnlyList<string> Code(XElement member) => [.. member.Descendants("c").Select(element => element.Value)];

    private static bool IsName(string text) => NamePattern().IsMatch(text);

    private static string? Buckets(Instrument instrument) => instrument switch
    {
        Histogram<double> histogram => $"{instrument.Name}: {string.Join(' ', histogram.Advice!.HistogramBucketBoundaries!)}",
        Histogram<long> histogram => $"{instrument.Name}: {string.Join(' ', histogram.Advice!.HistogramBucketBoundaries!)}",
        _ => null,
    };

    private sealed class Quiet : IProgress<WorkflowRunProgress>
    {
        private readonly SemaphoreSlim told = new(0);

        public Task WaitAsync() => told.WaitAsync();

        public void Report(WorkflowRunProgress value) => told.Release();
    }

    [GeneratedRegex(@"\A(gen_ai|dify|server|http|error)\.[a-z_.]+\z")]
    private static partial Regex NamePattern();
}
