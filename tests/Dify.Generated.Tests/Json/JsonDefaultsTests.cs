using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Json;

/// <summary>Whatever the host makes the default of Newtonsoft.Json: what the client sends and reads stays the same, and no type name is
/// ever obeyed.</summary>
[Collection(JsonDefaultsCollection.Name)]
[Trait(Goal.Trait, "C8")]
public sealed class JsonDefaultsTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string TypeName = $"{typeof(Canary).FullName}, {typeof(Canary).Assembly.GetName().Name}";

    private readonly Func<JsonSerializerSettings>? before = JsonConvert.DefaultSettings;

    public void Dispose() => JsonConvert.DefaultSettings = before;

    [Fact(Timeout = 60_000)]
    public async Task Requests_and_answers_are_the_same_under_hostile_defaults()
    {
        (string Request, string Answer)[] plain = await CallAllAsync();
        JsonConvert.DefaultSettings = Hostile;
        (string Request, string Answer)[] hostile = await CallAllAsync();

        Assert.Equal(plain, hostile);
        Assert.Contains(plain, call => call.Request.Contains("\"2024-01-02T03:04:05Z\"", StringComparison.Ordinal));
        Assert.Contains(plain, call => call.Answer.Contains("12345678901234567890", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task No_operation_makes_an_object_of_a_type_that_the_server_names()
    {
        JsonConvert.DefaultSettings = Hostile;
        string canary = $$"""{"$type":"{{TypeName}}","$id":"1"}""";
        string body =
            $$"""{"$type":"{{TypeName}}","outputs":{{canary}},"inputs":{{canary}},"data":{{canary}},"extra":{{canary}},"created_by":{{canary}},"tool_icons":[{{canary}}]}""";
        Canary.Constructed = 0;
        Canary control = Assert.IsType<Canary>(JsonConvert.DeserializeObject<object>(canary));
        Assert.Equal(1, Canary.Constructed);
        GC.KeepAlive(control);

        string[] names = ["workflow_started", "workflow_finished", "node_started", "human_input_required", "error", "of_tomorrow"];
        string events = string.Concat(
            names.Select(name => $"data: {body.Replace("\"extra\"", $"\"event\":\"{name}\",\"extra\"", StringComparison.Ordinal)}\n\n"));
        int calls = 0;
        foreach ((int status, string type, string text) in ((int, string, string)[])
            [
                (200, "application/json", body),
                (200, "application/json", $"[{canary}]"),
                (200, "text/event-stream", events),
                (400, "application/json", body),
                (500, "application/json", Problem(canary)),
            ])
        {
            foreach (ClientOperation operation in ClientOperation.All)
            {
                using DifyWorkflowClient client = StubHandler.Always(status, type, Encoding.UTF8.GetBytes(text))
                    .CreateClient(options => options.Retry.MaxRetries = 0);
                Exception? failure = await Record.ExceptionAsync(() => operation.CallAsync(client, "text", CancellationToken.None));
                Assert.True(failure is null or DifyApiException, failure?.ToString());
                calls++;
            }
        }

        Assert.Equal(1, Canary.Constructed);
        output.Report(
            "C8",
            $"{calls} calls ({ClientOperation.All.Count} operations, answered by objects, arrays, events and problems with $type) under TypeNameHandling.All and MaxDepth null of the host: {Canary.Constructed - 1} constructions");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_problem_is_read_the_same_under_hostile_defaults()
    {
        JsonConvert.DefaultSettings = Hostile;
        byte[] body = Encoding.UTF8.GetBytes(
            $$"""{"$type":"{{TypeName}}","code":"invalid_param","message":{"$type":"{{TypeName}}","at":"2024-01-02T03:04:05Z"},"status":400}""");
        Canary.Constructed = 0;
        using DifyWorkflowClient client = StubHandler.Always(400, "application/json", body).CreateClient();

        DifyInvalidRequestException failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(DifyErrorCode.InvalidParam, failure.Code);
        Assert.Equal($$"""{"$type":"{{TypeName}}","at":"2024-01-02T03:04:05Z"}""", failure.ServerMessage);
        Assert.Equal(0, Canary.Constructed);
    }

    private static string Problem(string canary) =>
        $$"""{"$type":"{{TypeName}}","code":"internal_server_error","message":{{canary}},"status":500,"params":{{canary}}}""";

    private static JsonSerializerSettings Hostile() => new()
    {
        ContractResolver = new CamelCasePropertyNamesContractResolver(),
        TypeNameHandling = TypeNameHandling.All,
        MetadataPropertyHandling = MetadataPropertyHandling.ReadAhead,
        PreserveReferencesHandling = PreserveReferencesHandling.All,
        NullValueHandling = NullValueHandling.Include,
        DateParseHandling = DateParseHandling.DateTime,
        DateFormatString = "yyyy",
        DateTimeZoneHandling = DateTimeZoneHandling.Local,
        FloatParseHandling = FloatParseHandling.Decimal,
        Formatting = Formatting.Indented,
        StringEscapeHandling = StringEscapeHandling.EscapeNonAscii,
        MaxDepth = null,
        Converters = { new ShoutingConverter() },
    };

    private static async Task<(string Request, string Answer)[]> CallAllAsync()
    {
        const string Answer = """
            {"id":"r","status":"succeeded","created_at":1718000000,"outputs":{"b":1,"A":2,"at":"2024-01-02T03:04:05Z","n":12345678901234567890,"f":0.1234567890123456789},
            "inputs":"{\"x\":1.10}","name":"a","task_id":"t","workflow_run_id":"r","data":{"id":"r","status":"stopped","outputs":{"t":"ü"}},"extra_member":{"K":"v"},"result":"success"}
            """;
        var calls = new List<(string Request, string Answer)>();
        string request = string.Empty;
        var handler = new StubHandler(async (message, token) =>
        {
            request = message.Content is null ? string.Empty : await message.Content.ReadAsStringAsync(token);
            return StubHandler.Answer(200, "application/json", Encoding.UTF8.GetBytes(Answer));
        });
        using DifyWorkflowClient client = handler.CreateClient();
        var inputs = new JObject
        {
            ["camelCase"] = 1,
            ["PascalCase"] = "ü",
            ["when"] = "2024-01-02T03:04:05Z",
            ["nothing"] = null,
            ["list"] = new JArray(1.5, 2m),
        };
        var run = new WorkflowExecutionRequest
        {
            Inputs = inputs,
            User = "user-1",
            Files = [new InputFileObject
            {
                Type = InputFileType.Image,
                TransferMethod = FileTransferMethod.RemoteUrl,
                Url = "https://files.example.com/a.png",
            }],
        };

        WorkflowRunDetailResponse detail = await client.GetWorkflowRunDetailAsync(SampleId.Run);
        calls.Add(
            (request, Text(detail.Outputs, detail.Inputs, detail.CreatedAt, detail.Status, detail.AdditionalProperties!["extra_member"])));
        WorkflowBlockingResponse finished = await client.ExecuteWorkflowAsync(run);
        calls.Add((request, Text(finished.Data.Outputs, finished.Data.Status)));
        SuccessResult stopped = await client.StopWorkflowTaskGenerationAsync("t", Samples.Stop);
        calls.Add((request, Text(stopped.Result)));
        await client.SubmitWorkflowHumanInputFormAsync(
            "form", new SubmitWorkflowHumanInputFormRequest { Action = "a", User = "u", Inputs = inputs });
        calls.Add((request, string.Empty));
        await Record.ExceptionAsync(async () =>
        {
            await foreach (WorkflowStreamEvent _ in client.ExecuteWorkflowStreamingAsync(run))
            {
                // The stub sends none.
            }
        });
        calls.Add((request, string.Empty));
        return [.. calls];
    }

    private static string Text(params object?[] values) =>
        string.Join(
            "|", values.Select(value => value is JToken token ? token.ToString(Formatting.None) : FormattableString.Invariant($"{value}")));

    /// <summary>Counts how often it is made: never by the client.</summary>
    public sealed class Canary
    {
        public Canary() => Constructed++;

        public static int Constructed { get; set; }
    }

    private sealed class ShoutingConverter : JsonConverter<string>
    {
        public override string ReadJson(
            JsonReader reader, Type objectType, string? existingValue, bool hasExistingValue, JsonSerializer serializer) => "SHOUTED";

        public override void WriteJson(JsonWriter writer, string? value, JsonSerializer serializer) => writer.WriteValue("SHOUTED");
    }
}
