using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Inputs;

/// <summary>Inputs are held against the app's form before a run is started, in whatever way, where that is asked for.</summary>
public sealed class CheckInputsTests
{
    private const string OneBlockingAnswer =
        """{"workflow_run_id":"r","task_id":"t","data":{"id":"r","workflow_id":"w","status":"succeeded","outputs":{}}}""";

    private static readonly WorkflowRunOptions Checked = new() { CheckInputs = true };

    private static readonly WorkflowRunOptions Unchecked = new() { CheckInputs = false };

    private readonly FakeTimeProvider clock = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly Dictionary<string, string> forms = [];
    private string form = """{"text-input":{"variable":"topic","required":true}}""";
    private Func<HttpResponseMessage>? refusal;
    private Task pause = Task.CompletedTask;

    public enum Start
    {
        Followed,
        InOneCall,
        FollowedById,
        Stream,
        StreamById,
        Blocking,
        BlockingById,
    }

    public static TheoryData<Start> EveryStart => new(Enum.GetValues<Start>());

    private int Readings => requests.Count(path => path.EndsWith("/parameters", StringComparison.Ordinal));

    private int Starts => requests.Count(path => path.EndsWith("/run", StringComparison.Ordinal));

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(EveryStart))]
    public async Task What_the_server_would_refuse_is_told_and_no_run_is_started(Start start)
    {
        using DifyWorkflowClient client = Client(options => options.CheckInputs = true);

        var failure = await Assert.ThrowsAsync<InvalidInputsException>(() => StartAsync(client, start, []));
        await StartAsync(client, start, new WorkflowInputs { ["topic"] = "sun", ["more"] = 1 });

        // A version that is started by its id may have another form, and the remedy is named.
        Assert.Equal(("topic", "request"), (Assert.Single(failure.Problems).Variable, failure.ParamName));
        Assert.Equal(start.ToString().EndsWith("ById", StringComparison.Ordinal), failure.Message.Contains("CheckInputs"));
        Assert.Equal((1, 1), (Readings, Starts));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(EveryStart))]
    public async Task Nothing_is_asked_unless_it_is_switched_on(Start start)
    {
        using DifyWorkflowClient client = Client();

        await StartAsync(client, start, []);

        Assert.Equal((0, 1), (Readings, Starts));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(Start.Followed)]
    [InlineData(Start.InOneCall)]
    [InlineData(Start.FollowedById)]
    public async Task The_options_of_a_run_have_the_last_word(Start start)
    {
        using DifyWorkflowClient off = Client();
        using DifyWorkflowClient on = Client(options => options.CheckInputs = true);

        await Assert.ThrowsAsync<InvalidInputsException>(() => StartAsync(off, start, [], Checked));
        await StartAsync(on, start, [], Unchecked);

        Assert.Equal((1, 1), (Readings, Starts));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_is_kept_for_five_minutes_for_every_client_of_the_app()
    {
        using DifyWorkflowClient client = Client(options => options.CheckInputs = true);
        for (int minute = 0; minute < 7; minute++)
        {
            IDifyWorkflowClient other = client.WithOptions(options => options.Timeout = TimeSpan.FromSeconds(9));
            await other.ExecuteWorkflowAsync(Samples.Run(new WorkflowInputs { ["topic"] = "sun" }));
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal((2, 7), (Readings, Starts));
    }

    [Fact(Timeout = 30_000)]
    public async Task Apps_do_not_share_a_form()
    {
        forms["Bearer app-other"] = """{"text-input":{"variable":"title","required":true}}""";
        using DifyWorkflowClient client = Client(options => options.CheckInputs = true);
        IDifyWorkflowClient other = client.WithOptions(options => options.ApiKey = "app-other");

        await client.ExecuteWorkflowAsync(Samples.Run(new WorkflowInputs { ["topic"] = "sun" }));
        await other.ExecuteWorkflowAsync(Samples.Run(new WorkflowInputs { ["title"] = "sun" }));

        Assert.Equal((2, 2), (Readings, Starts));
    }

    [Fact(Timeout = 30_000)]
    public async Task Injected_clients_and_those_of_a_factory_read_a_form_once()
    {
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient(Configure).ConfigurePrimaryHttpMessageHandler(() => new StubHandler(AnswerAsync));
        services.AddDifyWorkflowClientFactory(options => options.CheckInputs = true)
            .ConfigurePrimaryHttpMessageHandler(() => new StubHandler(AnswerAsync));
        await using ServiceProvider provider = services.BuildServiceProvider();
        for (int turn = 0; turn < 3; turn++)
        {
            var inputs = new WorkflowInputs { ["topic"] = "sun" };
            await provider.GetRequiredService<IDifyWorkflowClient>().ExecuteWorkflowAsync(Samples.Run(inputs));
            IDifyWorkflowClient made = provider.GetRequiredService<IDifyWorkflowClientFactory>().CreateClient(Configure);
            await made.ExecuteWorkflowAsync(Samples.Run(inputs));
        }

        Assert.Equal((2, 6), (Readings, Starts));

        void Configure(DifyClientOptions options)
        {
            options.ApiKey = ClientSession.Key;
            options.BaseAddress = new Uri("https://dify.example.com/v1");
            options.TimeProvider = clock;
            options.CheckInputs = true;
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Many_starts_at_once_read_the_form_once_and_one_that_is_cancelled_disturbs_no_other()
    {
        using DifyWorkflowClient client = Client(options => options.CheckInputs = true);
        using var cancelled = new CancellationTokenSource();
        var goesOn = new TaskCompletionSource();
        pause = goesOn.Task;
        WorkflowExecutionRequest request = Samples.Run(new WorkflowInputs { ["topic"] = "sun" });
        Task first = client.ExecuteWorkflowAsync(request, cancelled.Token);
        Task[] others = [.. Enumerable.Range(0, 20).Select(_ => client.ExecuteWorkflowAsync(request))];
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        goesOn.SetResult();
        await Task.WhenAll(others);

        Assert.Equal((2, 20), (Readings, Starts));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_that_was_published_meanwhile_is_read_before_anything_is_refused()
    {
        using DifyWorkflowClient client = Client();
        WorkflowExecutionRequest before = Samples.Run(new WorkflowInputs { ["topic"] = "sun" });
        await using WorkflowRun old = await client.StartWorkflowAsync(before, Checked);
        form = """{"text-input":{"variable":"title","required":true}}""";

        await using WorkflowRun run = await client.StartWorkflowAsync(Samples.Run(new WorkflowInputs { ["title"] = "sun" }), Checked);
        await Assert.ThrowsAsync<InvalidInputsException>(() => client.StartWorkflowAsync(before, Checked));

        Assert.Equal((3, 2), (Readings, Starts));
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(EveryStart))]
    public async Task What_the_server_refuses_all_the_same_has_the_form_read_again(Start start)
    {
        using DifyWorkflowClient client = Client(options => options.CheckInputs = true);
        var inputs = new WorkflowInputs { ["topic"] = "sun" };
        await StartAsync(client, start, inputs);
        form = """{"text-input":{"variable":"title","required":true}}""";
        refusal = () => start.ToString().StartsWith("Blocking", StringComparison.Ordinal)
            ? StubHandler.Problem(400, "invalid_param")
            : Events("""{"event":"error","message":"title is required in input form","status":500}""");

        await Assert.ThrowsAsync<DifyInvalidRequestException>(() => StartAsync(client, start, inputs));
        await Assert.ThrowsAsync<InvalidInputsException>(() => StartAsync(client, start, inputs));

        Assert.Equal((2, 2), (Readings, Starts));
    }

    private static async Task StartAsync(
        DifyWorkflowClient client, Start start, WorkflowInputs inputs, WorkflowRunOptions? options = null)
    {
        WorkflowExecutionRequest request = Samples.Run(inputs);
        switch (start)
        {
            case Start.Followed:
                await using (WorkflowRun run = await client.StartWorkflowAsync(request, options))
                {
                    await run.WaitAsync();
                }

                break;
            case Start.InOneCall:
                await client.RunAsync(request, options);
                break;
            case Start.FollowedById:
                await using (WorkflowRun run = await client.StartWorkflowByIdAsync(SampleId.Workflow, request, options))
                {
                    await run.WaitAsync();
                }

                break;
            case Start.Stream:
                await foreach (WorkflowStreamEvent _ in client.ExecuteWorkflowStreamingAsync(request))
                {
                }

                break;
            case Start.StreamById:
                await foreach (WorkflowStreamEvent _ in client.RunWorkflowByIdStreamingAsync(SampleId.Workflow, request))
                {
                }

                break;
            case Start.Blocking:
                await client.ExecuteWorkflowAsync(request);
                break;
            case Start.BlockingById:
                await client.RunWorkflowByIdAsync(SampleId.Workflow, request);
                break;
        }
    }

    private static HttpResponseMessage Json(string json) => StubHandler.Answer(200, "application/json", Encoding.UTF8.GetBytes(json));

    private static HttpResponseMessage Events(params string[] events)
        => StubHandler.Answer(200, "text/event-stream", Encoding.UTF8.GetBytes(string.Concat(events.Select(EventJson.Frame))));

    private DifyWorkflowClient Client(Action<DifyClientOptions>? configure = null) => new StubHandler(AnswerAsync).CreateClient(options =>
    {
        options.TimeProvider = clock;
        configure?.Invoke(options);
    });

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        requests.Enqueue(request.RequestUri!.AbsolutePath);
        if (request.Method == HttpMethod.Get)
        {
            await pause.WaitAsync(cancellationToken);
            return Json($$"""{"user_input_form":[{{forms.GetValueOrDefault($"{request.Headers.Authorization}", form)}}]}""");
        }

        string body = await request.Content!.ReadAsStringAsync(CancellationToken.None);
        return refusal is not null ? refusal()
            : body.Contains("streaming", StringComparison.Ordinal) ? Events(EventJson.Started(), EventJson.Finished())
            : Json(OneBlockingAnswer);
    }
}
