using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;
using Dify.Generated.Tests.Generated;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.RoundTrips;

/// <summary>What a server sends is read by the client and written again, as a caller would store it: nothing may be lost or changed on the
/// way.</summary>
public sealed class AnswerRoundTripTests
{
    private const int SamplesOfEach = 40;
    private const int SamplesForTypes = 12;

    private static readonly Dictionary<string, Func<DifyWorkflowClient, Task<object>>> Calls = new()
    {
        ["executeWorkflow"] = async client => await client.ExecuteWorkflowAsync(Run),
        ["runWorkflowById"] = async client => await client.RunWorkflowByIdAsync(SampleId.Workflow, Run),
        ["getWorkflowRunDetail"] = async client => await client.GetWorkflowRunDetailAsync(SampleId.Run),
        ["getWorkflowLogs"] = async client => await client.GetWorkflowLogsAsync(),
        ["stopWorkflowTaskGeneration"] = async client => await client.StopWorkflowTaskGenerationAsync("t", "u"),
        ["uploadWorkflowFile"] = async client => await client.UploadWorkflowFileAsync(FileUpload.FromBytes([1], "a.txt")),
        ["getEndUserWorkflow"] = async client => await client.GetEndUserWorkflowAsync(SampleId.EndUser),
        ["workflowAudioToText"] = async client => await client.WorkflowAudioToTextAsync(FileUpload.FromBytes([1], "a.mp3")),
        ["getWorkflowAppInfo"] = async client => await client.GetWorkflowAppInfoAsync(),
        ["getWorkflowAppParameters"] = async client => await client.GetWorkflowAppParametersAsync(),
        ["getWorkflowAppMeta"] = async client => await client.GetWorkflowAppMetaAsync(),
        ["getWorkflowWebAppSettings"] = async client => await client.GetWorkflowWebAppSettingsAsync(),
        ["getWorkflowHumanInputForm"] = async client => await client.GetWorkflowHumanInputFormAsync("f"),
        ["submitWorkflowHumanInputForm"] = async client => await client.SubmitWorkflowHumanInputFormAsync(
            "f", new SubmitWorkflowHumanInputFormRequest { Inputs = [], Action = "a", User = "u" }),
    };

    public static TheoryData<string> Operations => [.. Calls.Keys];

    public static TheoryData<string> Events => [.. EventNames];

    // An event named error ends the stream as an exception, and a ping is no event of a run.
    private static IEnumerable<string> EventNames
        => EventSchemas.Properties().Select(entry => entry.Name).Where(name => name is not ("error" or "ping"));

    private static WorkflowExecutionRequest Run => new() { Inputs = [], User = "u" };

    private static JObject EventSchemas => (JObject)ApiDocument.English.Schema("ChunkWorkflowEvent")["discriminator"]!["mapping"]!;

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Operations))]
    public Task An_answer_is_written_as_it_was_read(string operation) => AnswersAsync(operation, SamplesOfEach, []);

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Events))]
    public Task An_event_is_written_as_it_was_read(string name) => EventsAsync(name, SamplesOfEach, []);

    [Fact(Timeout = 120_000)]
    public async Task No_type_that_a_server_fills_is_left_out()
    {
        var types = new HashSet<Type>();
        foreach (string operation in Calls.Keys)
        {
            await AnswersAsync(operation, SamplesForTypes, types);
        }

        foreach (string name in EventNames)
        {
            await EventsAsync(name, SamplesForTypes, types);
        }

        IEnumerable<Type> expected = TypesOf.Client(typeof(IDifyWorkflowClient), typeof(WorkflowStreamEvent))
            .Where(type => !type.GetInterfaces().Any(contract => contract.Name == "IRequestBody"))
            .Except([typeof(WorkflowStreamEvent), typeof(UnknownEvent), typeof(ErrorEvent), typeof(PingEvent)]);
        Assert.Equal(
            expected.OrderBy(type => type.Name),
            types.Where(type => GeneratedAssembly.Own.Classes.Contains(type)).OrderBy(type => type.Name));
    }

    [Fact]
    public void Every_answer_with_JSON_has_a_call()
        => Assert.Equal(
            ApiDocument.English.Operations.Where(operation => SchemaOf(operation) is not null)
                .Select(operation => operation.Id)
                .Order(StringComparer.Ordinal),
            Calls.Keys.Order(StringComparer.Ordinal));

    private static async Task AnswersAsync(string id, int samples, HashSet<Type> types)
    {
        JObject schema = SchemaOf(ApiDocument.English.Operations.Single(operation => operation.Id == id))!;
        for (int seed = 0; seed < samples; seed++)
        {
            string sent = new JsonSamples(ApiDocument.English, seed, EssentialSamples.Values).Make(schema);
            using DifyWorkflowClient client = StubHandler.Json(sent).CreateClient();
            object answer = await Calls[id](client);
            TypesMet.Collect(answer, types);
            AssertSame(schema, sent, JsonConvert.SerializeObject(answer), seed);
        }
    }

    private static async Task EventsAsync(string name, int samples, HashSet<Type> types)
    {
        var schema = new JObject { ["$ref"] = EventSchemas[name] };
        for (int seed = 0; seed < samples; seed++)
        {
            string sent = new JsonSamples(ApiDocument.English, seed).Make(schema);
            var members = JObject.Parse(sent);
            sent = sent.Replace(
                $"\"event\":{JsonConvert.ToString((string?)members["event"])}", $"\"event\":\"{name}\"", StringComparison.Ordinal);
            using DifyWorkflowClient client = StubHandler.Always(
                200,
                "text/event-stream",
                Encoding.UTF8.GetBytes($"data: {sent}\n\ndata: {{\"event\":\"workflow_finished\",\"data\":{{}}}}\n\n")).CreateClient();
            WorkflowStreamEvent item = await FirstAsync(client);
            Assert.Equal(WireName.ToPascalCase(name) + "Event", item.GetType().Name);
            TypesMet.Collect(item, types);
            AssertSame(schema, sent, JsonConvert.SerializeObject(item), seed);
        }
    }

    private static async Task<WorkflowStreamEvent> FirstAsync(DifyWorkflowClient client)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (WorkflowStreamEvent item in client.ExecuteWorkflowStreamingAsync(Run, bound.Token))
        {
            return item;
        }

        throw new InvalidOperationException("The stream held no event.");
    }

    private static void AssertSame(JToken schema, string sent, string written, int seed)
    {
        using JsonDocument before = JsonDocument.Parse(sent);
        using JsonDocument after = JsonDocument.Parse(written);
        IEnumerable<string> differences = new JsonComparison(ApiDocument.English).Differences(
            schema, before.RootElement, after.RootElement, "answer");
        Assert.True(!differences.Any(), $"Seed {seed}: {string.Join(" ", differences)}\n{sent}\n{written}");
    }

    private static JObject? SchemaOf(DocumentOperation operation)
        => new[] { 200, 201 }.Select(status => operation.Answer(status).GetValueOrDefault("application/json"))
            .FirstOrDefault(schema => schema is not null);
}
