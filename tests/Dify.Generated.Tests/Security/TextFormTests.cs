using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Security;

/// <summary>Whatever holds a key or a body can be printed, shown by a debugger and, if it is the options, written as JSON without giving
/// either away.</summary>
[Trait(Goal.Trait, "C1")]
public sealed class TextFormTests(ITestOutputHelper output)
{
    // Their text is what they are for: words of the wire, names of files and of variables.
    private static readonly Type[] Named = [typeof(FileUpload), typeof(InputProblem)];

    // What a server's text, or nothing of either, makes them; see the tests for each.
    private static readonly Type[] MadeByTheLibrary =
        [typeof(DifyFailure), typeof(DifyProblem), typeof(DifyResponse), typeof(DifyWorkflowClient), typeof(FileDownload),
            typeof(WorkflowInputs), typeof(HumanInputAnswers), typeof(HumanInputResult),
            typeof(UnknownEvent), typeof(WorkflowOutcome), typeof(WorkflowRun), typeof(ChatOutcome), typeof(ChatRun)];

    // They hold what the client of workflows holds.
    private static readonly Type[] OtherClients = [typeof(DifyChatClient), typeof(DifyCompletionClient), typeof(DifyKnowledgeClient)];

    private static readonly Assembly Library = typeof(DifyWorkflowClient).Assembly;

    [Fact]
    public void No_type_that_can_be_filled_prints_what_it_holds()
    {
        Type[] filled = [.. Holders().Except(MadeByTheLibrary).Except(Named).Except(OtherClients)
            .Where(type => !typeof(Exception).IsAssignableFrom(type) && type != typeof(DifyHealthCheck) && !type.IsGenericTypeDefinition)];
        foreach (Type type in filled)
        {
            object holder = ClientOperation.Body(type, Canary.Echo);
            Canary.AssertAbsent(type.Name, [$"{holder}"]);
        }

        Assert.True(filled.Length > 50, $"Only {filled.Length} types were looked at.");
        output.Report(
            "C1",
            $"{filled.Length + MadeByTheLibrary.Length} types that hold a key or a body: 0 print it, and of the {Library.GetTypes().Length} types of the library none has a form of its own for debuggers");
    }

    [Fact(Timeout = 30_000)]
    public async Task No_object_that_the_library_makes_prints_what_it_holds()
    {
        var failure = new DifyFailure("operation")
        {
            ResponseBody = Canary.Echo,
            StatusCode = 400,
            Problem = DifyProblem.Parse(400, $$"""{"code":"{{Canary.Told}}","message":"{{Canary.Echo}}"}"""),
        };
        await using StreamSession session = StreamSession.On(
            options => options.ApiKey = Canary.Key,
            WireScript.Request.StreamHead()
                .Event(EventJson.Started())
                .Event(EventJson.Of(Canary.Told, new { text = Canary.Echo }))
                .Event(EventJson.Finished(Canary.Echo, Canary.Echo)));
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(
            (WorkflowExecutionRequest)ClientOperation.Body(typeof(WorkflowExecutionRequest), Canary.Sent));
        (IReadOnlyList<WorkflowStreamEvent> events, _) = await session.ReadToEndAsync(run.Events);
        WorkflowOutcome outcome = run.Outcome!;
        using DifyWorkflowClient downloading = StubHandler.Always(200, "audio/mpeg", [1])
            .CreateClient(options => options.ApiKey = Canary.Key);
        await using FileDownload download = await downloading.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = Canary.Sent });
        var answered = new NodeFinishedData
        {
            NodeType = "human-input",
            Outputs = new JObject { ["__action_id"] = Canary.Echo, ["a"] = Canary.Echo },
        };
        await using ChatRun chat = await DifyModelFactory.ChatRunAsync(
            [new MessageEvent { Answer = Canary.Echo, MessageId = Canary.Told }, new MessageEndEvent { MessageId = Canary.Told }]);
        var made = new object[]
        {
            chat, await chat.WaitAsync(),
            answered.HumanInput!,
            failure,
            failure.Problem,
            DifyModelFactory.DifyResponse("operation", headers: [new("X-Told", Canary.Told)], body: Canary.Echo),
                session.Client, download, outcome, run, events[1],
            new WorkflowInputs { [Canary.Sent] = Canary.Sent }, new HumanInputAnswers { [Canary.Sent] = Canary.Sent },
        };

        Assert.Equal(Canary.Echo, outcome.Status.Value);
        Assert.Equal(MadeByTheLibrary.OrderBy(type => type.Name), made.Select(each => each.GetType()).OrderBy(type => type.Name));
        Assert.All(made, each => Canary.AssertAbsent(each.GetType().Name, [$"{each}"]));
    }

    [Fact]
    public void No_exception_prints_the_facts_that_it_holds()
    {
        var failure = new DifyFailure("operation")
        {
            ResponseBody = Canary.Echo,
            Problem = DifyProblem.Parse(400, $$"""{"code":"{{Canary.Told}}","message":"{{Canary.Echo}}"}"""),
        };
        Type[] types = [.. Library.GetExportedTypes().Where(type => typeof(DifyApiException).IsAssignableFrom(type))];
        foreach (Type type in types)
        {
            var exception = (DifyApiException)Activator.CreateInstance(type, "What happened.", failure, null)!;
            Canary.AssertAbsent(type.Name, Canary.TextsOf(exception));
            Assert.Equal(Canary.Echo, exception.ServerMessage);
        }

        Assert.True(types.Length >= 10, $"Only {types.Length} exceptions were looked at.");
    }

    [Fact]
    public void No_type_has_a_form_of_its_own_for_debuggers() =>
        Assert.All(Library.GetTypes(), type =>
        {
            Assert.Empty(type.GetCustomAttributes<DebuggerDisplayAttribute>());
            Assert.Empty(type.GetCustomAttributes<DebuggerTypeProxyAttribute>());
        });

    [Fact]
    public void The_key_is_in_no_JSON_of_options_and_client()
    {
        var options = new DifyClientOptions { ApiKey = Canary.Key, BaseAddress = new Uri("https://dify.example.com/v1") };
        using var client = new DifyWorkflowClient(options);
        string[] texts =
        [
            JsonConvert.SerializeObject(options),
            JsonConvert.SerializeObject(client),
            JToken.FromObject(options).ToString(),
            System.Text.Json.JsonSerializer.Serialize(client),
#if !NETSTANDARD_BUILD
            // Its attribute would need a package below netstandard2.0.
            System.Text.Json.JsonSerializer.Serialize(options),
#endif
        ];

        Canary.AssertAbsent("JSON", texts);
        Assert.Contains("dify.example.com", texts[0], StringComparison.Ordinal);
    }

    /// <summary>Every public class that can hold something, but for those whose text is one word.</summary>
    private static IEnumerable<Type> Holders() =>
        Library.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && !typeof(Delegate).IsAssignableFrom(type));
}
