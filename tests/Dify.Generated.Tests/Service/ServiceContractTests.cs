using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Contract;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json.Linq;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using Xunit;

namespace Dify.Generated.Tests.Service;

/// <summary>Each operation of the clients beside that of workflows, on the wire: what is sent is what both documents describe, with
/// everything that they name.</summary>
public sealed class ServiceContractTests : IDisposable
{
    private readonly WireMockServer server = WireMockServer.Start();
    private readonly HttpClient httpClient = new();

    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (ServiceClient client in ServiceClient.All)
            {
                foreach (MethodInfo method in client.Methods)
                {
                    data.Add(client.Type.Name, method.Name);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Clients => [.. ServiceClient.All.Select(client => client.Type.Name)];

    public void Dispose()
    {
        httpClient.Dispose();
        server.Stop();
        server.Dispose();
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Methods))]
    public async Task A_request_is_what_the_documents_describe(string clientName, string methodName)
    {
        ServiceClient client = ServiceClient.Of(clientName);
        MethodInfo method = client.Methods.Single(one => one.Name == methodName);

        (ContractRequest request, DocumentOperation operation) = await SendAsync(client, method);

        Assert.Equal("Bearer " + client.Key, request.Header("Authorization"));
        Assert.StartsWith("Dify.Generated/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Contains(Accepted(method), request.Header("Accept"), StringComparison.Ordinal);
        Assert.Equal(
            operation.Parameters.Where(parameter => (string?)parameter["in"] == "query")
                .Select(parameter => (string)parameter["name"]!)
                .Order(StringComparer.Ordinal),
            request.QueryParameters().Select(parameter => parameter.Name).Distinct().Order(StringComparer.Ordinal));
        CheckBody(method, operation, request);
        CheckBody(method, InJapanese(operation), request);
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Clients))]
    public async Task Every_operation_of_such_an_app_has_a_method(string clientName)
    {
        ServiceClient client = ServiceClient.Of(clientName);
        var reached = new HashSet<string>();
        foreach (MethodInfo method in client.Methods)
        {
            reached.Add($"{(await SendAsync(client, method)).Operation}");
        }

        Assert.Equal(
            client.Operations.Select(operation => $"{operation}").Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_name_of_a_chat_or_a_text_generation_says_workflow_where_there_is_none()
        => Assert.All(
            ServiceClient.All.SelectMany(client => client.Methods)
                .Where(method => method.Name.Contains("Workflow", StringComparison.Ordinal)),
            method => Assert.True(
                method.Name is "GetWorkflowRunDetailAsync" or "GetWorkflowLogsAsync" or "StreamWorkflowEventsAsync", method.Name));

    private async Task<(ContractRequest Request, DocumentOperation Operation)> SendAsync(ServiceClient client, MethodInfo method)
    {
        server.Reset();
        server.Given(Request.Create()).RespondWith(Response.Create()
            .WithStatusCode(404)
            .WithHeader("Content-Type", "application/json")
            .WithBody("""{"code":"not_found","message":"m","status":404}"""));
        object connected = client.On(new Uri(server.Url + "/v1"), httpClient);
        await Assert.ThrowsAsync<DifyNotFoundException>(() => ServiceClient.CallAsync(connected, method, CancellationToken.None));
        var request = new ContractRequest(server.LogEntries.Single().RequestMessage!);
        return (request, client.OperationAt(request.Method, request.Path["/v1".Length..]));
    }

    private static bool IsStream(MethodInfo method) => !typeof(Task).IsAssignableFrom(method.ReturnType);

    private static string Accepted(MethodInfo method)
        => IsStream(method) ? "text/event-stream" : method.ReturnType == typeof(Task<FileDownload>) ? "*/*" : "application/json";

    private static DocumentOperation InJapanese(DocumentOperation operation)
        => (operation.Document == ApiDocument.English ? ApiDocument.Japanese : ApiDocument.JapaneseService).Operation(
            operation.Method, operation.Path);

    private static void CheckBody(MethodInfo method, DocumentOperation operation, ContractRequest request)
    {
        if (operation.Bodies.Count == 0)
        {
            Assert.Empty(request.Body);
            return;
        }

        string mediaType = request.Header("Content-Type")!.Split(';')[0];
        JObject schema = Assert.Contains(mediaType, operation.Bodies);
        var check = new SchemaCheck(operation.Document);
        if (mediaType == "application/json")
        {
            JObject sent = request.Json;
            Assert.Empty(check.Check(schema, sent, "body"));
            Assert.True(!check.Members(schema).ContainsKey("response_mode")
                || (string?)sent["response_mode"] is var mode && (IsStream(method) ? mode == "streaming" : mode is null or "blocking"));
            Assert.DoesNotContain(check.Missing(schema, sent, "body"), member => member != "body.response_mode");
            return;
        }

        IReadOnlyDictionary<string, JObject> parts = check.Members(schema);
        Assert.Equal(parts.Keys.Order(StringComparer.Ordinal), request.Parts.Select(part => part.Name).Order(StringComparer.Ordinal));
        foreach (ContractFormPart part in request.Parts.Where(part => part.FileName is null && check.Members(parts[part.Name]).Count > 0))
        {
            JObject json = JObject.Parse(System.Text.Encoding.UTF8.GetString(part.Content));
            Assert.Empty(check.Check(parts[part.Name], json, part.Name));
            Assert.Empty(check.Missing(parts[part.Name], json, part.Name));
        }
    }
}
