using System.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Shaping;

/// <summary>Which events a stream has is committed; the document says what each of them holds.</summary>
public sealed class EventFamilyTests
{
    [Fact]
    public void A_stream_that_no_family_has_is_refused_with_what_to_write_where()
    {
        using var folder = new TestFolder();
        var document = Streaming("/thing") + "components:\n  schemas:\n" + Union("Chunk", "a", "b");

        var run = Tool.Prepare(folder, folder.Write("en.yaml", document), null);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error DIFY127: POST /thing streams events", run.Error);
        Assert.Contains("event-families in src/Dify.OpenApi/Naming/names.yaml (workflow, chat, completion, pipeline)", run.Error);
    }

    [Fact]
    public void Of_several_descriptions_each_stream_has_the_one_of_its_family()
    {
        var contract = ContractFile.From(Unified());

        Assert.Equal(
            ["DifyStreamEvent.ChatCatalog", "DifyStreamEvent.CompletionCatalog", "WorkflowStreamEvent.Catalog"],
            ((string[])["/chat-messages", "/completion-messages", "/workflows/run"]).Select(path => CatalogAt(contract, path)));
        Assert.Equal(
            "{\"ping\":\"PingEvent\",\"message\":\"MessageEvent\",\"agent_message\":\"AgentMessageEvent\",\"workflow_started\":\"WorkflowStartedEvent\"}",
            Events(contract, "DifyStreamEvent", "ChatCatalog"));
        Assert.Equal("{\"ping\":\"PingEvent\",\"message\":\"MessageEvent\"}", Events(contract, "DifyStreamEvent", "CompletionCatalog"));
        Assert.StartsWith(
            "{\"ping\":\"PingEvent\",\"workflow_started\":\"WorkflowStartedEvent\"", Events(contract, "WorkflowStreamEvent", "Catalog"));
    }

    [Fact]
    public void An_event_of_several_streams_is_one_class_with_the_members_of_all()
    {
        var contract = ContractFile.From(Unified());

        Assert.Equal("#/components/schemas/WorkflowStreamEvent", BaseOf(contract, "WorkflowStartedEvent"));
        Assert.Equal("#/components/schemas/DifyStreamEvent", BaseOf(contract, "MessageEvent"));
        Assert.Equal("#/components/schemas/DifyStreamEvent", BaseOf(contract, "WorkflowStreamEvent"));
        Assert.Equal("string", contract.CSharpType("WorkflowStartedEvent", "from_workflow"));
        Assert.NotNull(contract.Property("WorkflowStartedEvent", "from_chat")["x-dify-optional"]);
        Assert.Equal("string", contract.CSharpType("DifyStreamEvent", "conversation_id"));
    }

    [Fact]
    public void An_event_that_contradicts_another_streams_has_a_class_of_its_own()
    {
        var contract = ContractFile.From(Unified().Replace("from_completion: {type: string}", "from_completion: {type: string}, "
            + "from_chat: {type: integer}", System.StringComparison.Ordinal));

        Assert.Equal(
            "{\"ping\":\"PingEvent\",\"message\":\"CompletionMessageEvent\"}", Events(contract, "DifyStreamEvent", "CompletionCatalog"));
        Assert.Equal("int", contract.CSharpType("CompletionMessageEvent", "from_chat"));
        Assert.Equal("string", contract.CSharpType("MessageEvent", "from_chat"));
    }

    [Fact]
    public void A_document_of_workflows_alone_has_the_base_of_all_streams_too()
    {
        var contract = ContractFile.From(
            Streaming("/workflows/run") + "components:\n  schemas:\n" + Union("Whatever", "workflow", "ping", "workflow_started"));

        Assert.Equal("#/components/schemas/DifyStreamEvent", BaseOf(contract, "WorkflowStreamEvent"));
        Assert.Equal(
            ["event", "task_id", "workflow_run_id", "conversation_id", "message_id"],
            contract.Schemas["DifyStreamEvent"]!["properties"]!.AsObject().Select(property => property.Key));
    }

    [Fact]
    public void A_run_of_a_document_without_workflows_resumes_with_the_events_of_its_chat()
    {
        var document = Streaming("/chat-messages")
            .Replace("paths:\n", $"paths:\n{Stream("/workflow/{workflowRunId}/events", "get")}", System.StringComparison.Ordinal);

        var contract = ContractFile.From(document + "components:\n  schemas:\n" + Union("Chunk", "chat", "message", "workflow_started"));

        var events = contract.Paths.Where(path => path.Key.StartsWith("/workflow/", System.StringComparison.Ordinal))
            .Select(path => path.Value!["get"]!["x-dify-event-type"]!.GetValue<string>());
        Assert.Equal(["DifyStreamEvent", "DifyStreamEvent"], events);
    }

    private static string CatalogAt(ContractFile contract, string path)
    {
        var operation = contract.Operation(path, "post");
        return $"{operation["x-dify-event-type"]}.{operation["x-dify-event-catalog"]}";
    }

    private static string Events(ContractFile contract, string type, string catalog) =>
        contract.Schemas[type]!["x-dify-catalogs"]![catalog]!["events"]!.ToJsonString();

    private static string BaseOf(ContractFile contract, string type) => contract.Schemas[type]!["allOf"]![0]!["$ref"]!.GetValue<string>();

    // The descriptions stand in another order than the streams, and their names tell nothing.
    private static string Unified() =>
        $"{SmallDocument.Head}paths:\n{Stream("/chat-messages")}{Stream("/completion-messages")}{Stream("/workflows/run")}components:\n  schemas:\n"
        + Union("First", "completion", "ping", "message") + Union("Second", "workflow", "ping", "workflow_started") + Union(
            "Third", "chat", "ping", "message", "agent_message", "workflow_started");

    private static string Streaming(string path) => $"{SmallDocument.Head}paths:\n{Stream(path)}";

    private static string Stream(string path, string method = "post") =>
        $"  {path}:\n    {method}:\n      responses: {{'200': {{description: 'Events of `First`.', content: {{text/event-stream: {{schema: {{type: string}}}}}}}}}}\n";

    private static string Union(string name, string source, params string[] events) =>
        $"    {name}:\n      type: object\n      properties: {{event: {{type: string}}}}\n      discriminator: {{propertyName: event, mapping: {{{string.Join(", ", events.Select(value => $"{value}: '#/components/schemas/{name}{value}'"))}}}}}\n"
        + string.Concat(
            events.Select(
                value =>
                    $"    {name}{value}:\n      allOf: [{{$ref: '#/components/schemas/{name}'}}, {{type: object, properties: {{from_{source}: {{type: string}}}}}}]\n"));
}
