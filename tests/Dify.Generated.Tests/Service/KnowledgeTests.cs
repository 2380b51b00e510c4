using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Service;

/// <summary>Adding a document and waiting until it is indexed.</summary>
public sealed class KnowledgeTests
{
    private readonly ScriptedClock clock = new(waitsEnd: false);
    private readonly List<string> requests = [];
    private readonly Queue<string> statuses = new();

    [Fact(Timeout = 30_000)]
    public async Task A_text_is_added_and_waited_for_with_progress()
    {
        Says("waiting", "indexing", "indexing", "completed");
        var told = new List<string>();

        DocumentDetail document = await Client(new ShortWaits()).AddTextAsync(
            SampleId.Run,
            new CreateDocumentFromTextRequest { Name = "n", Text = "t" },
            new IndexingWaitOptions { Timeout = TimeSpan.FromDays(20), Progress = new Told(told) });

        Assert.Equal(SampleId.File, document.Id);
        Assert.Equal(["waiting", "indexing", "completed"], told);
        Assert.Equal([
            "POST create-by-text",
            "GET indexing-status",
            "GET indexing-status",
            "GET indexing-status",
            "GET indexing-status",
            $"GET {SampleId.File}",
        ], requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_is_added_with_its_settings_as_JSON_in_the_form()
    {
        Says("completed");
        var settings = new CreateDocumentSettings { IndexingTechnique = DatasetIndexingTechnique.Economy };

        await Client(clock).AddFileAsync(SampleId.Run, FileUpload.FromBytes([1, 2, 3], "a.txt"), settings);

        Assert.Equal("POST create-by-file", requests[0]);
        Assert.Contains("""{"indexing_technique":"economy"}""", form, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_document_that_cannot_be_indexed_is_a_failure_with_the_servers_reason_beside_the_message()
    {
        Says("indexing", "error");

        var failure = await Assert.ThrowsAsync<DocumentIndexingException>(() => Client(new ShortWaits()).WaitUntilIndexedAsync(
            SampleId.Run, SampleId.Workflow, new IndexingWaitOptions { Timeout = TimeSpan.FromDays(20) }));

        Assert.Equal("no model", Assert.Single(failure.Documents).Error);
        Assert.DoesNotContain("no model", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_wait_is_bounded_and_a_caller_can_end_it()
    {
        Says("paused");
        using var cancelled = new CancellationTokenSource();
        Task waiting = Client(clock).WaitUntilIndexedAsync(SampleId.Run, SampleId.Workflow, cancellationToken: cancelled.Token);
        await clock.FirstWait;
        cancelled.Cancel();

        OperationCanceledException gone = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.IsNotType<DifyTimeoutException>(gone);
        Says("paused");
        await Assert.ThrowsAsync<DifyTimeoutException>(() => Client(new BoundOnly(TimeSpan.FromMinutes(3))).WaitUntilIndexedAsync(
            SampleId.Run, SampleId.Workflow, new IndexingWaitOptions { Timeout = TimeSpan.FromMinutes(3) }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public async Task A_time_that_no_wait_can_have_is_refused_before_anything_is_sent(int days)
    {
        var options = new IndexingWaitOptions { Timeout = TimeSpan.FromDays(days) };

        await Assert.ThrowsAsync<ArgumentException>(
            () => Client(clock).AddTextAsync(SampleId.Run, new CreateDocumentFromTextRequest { Name = "n", Text = "t" }, options));
        Assert.Empty(requests);
    }

    [Theory]
    [InlineData(typeof(DifyKnowledgeClient), "app-key")]
    [InlineData(typeof(DifyChatClient), "dataset-key")]
    [InlineData(typeof(DifyCompletionClient), "dataset-key")]
    [InlineData(typeof(DifyWorkflowClient), "dataset-key")]
    public void A_key_that_opens_something_else_is_refused(Type client, string key)
    {
        Exception? thrown = Record.Exception(
            () => Activator.CreateInstance(client, new DifyClientOptions { ApiKey = key }))?.InnerException;

        var refused = Assert.IsType<ArgumentException>(thrown);
        Assert.Contains("ApiKey", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, refused.Message, StringComparison.Ordinal);
    }

    private string form = string.Empty;

    private void Says(params string[] next)
    {
        statuses.Clear();
        foreach (string status in next)
        {
            statuses.Enqueue(status);
        }
    }

    private DifyKnowledgeClient Client(TimeProvider time)
        => new(
            new DifyClientOptions { ApiKey = "dataset-key", TimeProvider = time, Timeout = Timeout.InfiniteTimeSpan },
            new HttpClient(new StubHandler(AnswerAsync)) { Timeout = Timeout.InfiniteTimeSpan });

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string last = request.RequestUri!.Segments[^1];
        requests.Add($"{request.Method} {last}");
        if (request.Content is not null)
        {
            form = await request.Content.ReadAsStringAsync(cancellationToken);
        }

        string status = last == "indexing-status" ? (statuses.Count > 1 ? statuses.Dequeue() : statuses.Peek()) : "waiting";
        string document =
            $$"""{"id":"{{SampleId.File}}","indexing_status":"{{status}}","error":{{(status == "error" ? "\"no model\"" : "null")}}}""";
        return StubHandler.Answer(200, "application/json", System.Text.Encoding.UTF8.GetBytes(last switch
        {
            "indexing-status" => $$"""{"data":[{{document}}]}""",
            "create-by-text" or "create-by-file" => $$"""{"document":{{document}},"batch":"{{SampleId.Workflow}}"}""",
            _ => document,
        }));
    }

    private sealed class Told(List<string> told) : IProgress<DocumentIndexingProgress>
    {
        public void Report(DocumentIndexingProgress value) => told.Add(value.IndexingStatus.ToString()!);
    }

    /// <summary>A clock by which the waits between two questions are over at once, and no bound ever is.</summary>
    private sealed class ShortWaits : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => base.CreateTimer(
                callback,
                state,
                dueTime > TimeSpan.Zero && dueTime <= TimeSpan.FromSeconds(10) ? TimeSpan.Zero : Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
    }

    /// <summary>A clock by which only the bound of the wait is ever over.</summary>
    private sealed class BoundOnly(TimeSpan bound) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => base.CreateTimer(callback, state, dueTime == bound ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
