using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;
using Dify.Generated.Tests.Recordings;
using Dify.Generated.Tests.RoundTrips;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Service;

/// <summary>What a server answers to chats, text generation and knowledge bases is read by its type and written again: nothing may be lost
/// or changed on the way.</summary>
public sealed class ServiceAnswerTests
{
    private const int SamplesOfEach = 25;

    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((ServiceClient client, MethodInfo method) in ServiceClient.All.SelectMany(client =>
                client.Methods.Select(method => (client, method))).Where(pair => IsJson(pair.method)))
            {
                data.Add(client.Type.Name, method.Name);
            }

            return data;
        }
    }

    public static TheoryData<string> Recorded =>
        RecordingFolder.Names(recording => recording.Name.EndsWith("-answers", StringComparison.Ordinal));

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Methods))]
    public async Task An_answer_is_written_as_it_was_read(string clientName, string methodName)
    {
        ServiceClient client = ServiceClient.Of(clientName);
        MethodInfo method = client.Methods.Single(one => one.Name == methodName);
        DocumentOperation operation = await OperationOfAsync(client, method);
        JObject schema = new[] { 200, 201 }.Select(status => operation.Answer(status).GetValueOrDefault("application/json"))
            .First(found => found is not null)!;
        for (int seed = 0; seed < SamplesOfEach; seed++)
        {
            string sent = new JsonSamples(operation.Document, seed, EssentialSamples.Values).Make(schema);
            object? answer = await ServiceClient.CallAsync(client.On(StubHandler.Json(sent)), method, CancellationToken.None);

            AssertSame(operation, schema, sent, JsonConvert.SerializeObject(answer), $"seed {seed}");
        }
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Recorded))]
    public async Task What_a_real_server_answered_is_read_whole(string recording)
    {
        int read = 0;
        foreach (RecordedExchange exchange in RecordingFolder.Get(recording).Exchanges.Where(
            exchange => exchange.Status is 200 or 201 && !exchange.IsEventStream))
        {
            foreach (ServiceClient client in ServiceClient.All.Where(
                client => client.Operations.Any(operation => operation.Method == exchange.Method && Try(client, exchange) == operation)))
            {
                DocumentOperation operation = client.OperationAt(exchange.Method, exchange.Path);
                MethodInfo? method = await MethodOfAsync(client, operation);
                if (method is null || exchange.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true)
                {
                    continue;
                }

                object? answer = await ServiceClient.CallAsync(
                    client.On(StubHandler.Json(exchange.BodyText)), method, CancellationToken.None);
                JObject schema = operation.Answer(exchange.Status).GetValueOrDefault("application/json") ?? [];
                AssertSame(operation, schema, exchange.BodyText, JsonConvert.SerializeObject(answer), exchange.ToString());
                read++;
            }
        }

        Assert.True(read > 0, $"No answer of {recording} was read.");
    }

    private static DocumentOperation? Try(ServiceClient client, RecordedExchange exchange)
    {
        try
        {
            return client.OperationAt(exchange.Method, exchange.Path);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsJson(MethodInfo method) => method.ReturnType.IsGenericType
        && method.ReturnType != typeof(Task<FileDownload>)
        && typeof(Task).IsAssignableFrom(method.ReturnType);

    private static async Task<MethodInfo?> MethodOfAsync(ServiceClient client, DocumentOperation operation)
    {
        foreach (MethodInfo method in client.Methods.Where(IsJson))
        {
            if (await OperationOfAsync(client, method) == operation)
            {
                return method;
            }
        }

        return null;
    }

    private static async Task<DocumentOperation> OperationOfAsync(ServiceClient client, MethodInfo method)
    {
        DocumentOperation? found = null;
        using var handler = new StubHandler((request, _) =>
        {
            found = client.OperationAt(request.Method.Method, request.RequestUri!.AbsolutePath["/v1".Length..]);
            return Task.FromResult(StubHandler.Problem(404, "not_found"));
        });
        await Assert.ThrowsAsync<DifyNotFoundException>(() => ServiceClient.CallAsync(client.On(handler), method, CancellationToken.None));
        return found!;
    }

    private static void AssertSame(DocumentOperation operation, JToken schema, string sent, string written, string what)
    {
        using JsonDocument before = JsonDocument.Parse(sent);
        using JsonDocument after = JsonDocument.Parse(written);
        IEnumerable<string> differences = new JsonComparison(operation.Document).Differences(
            schema, before.RootElement, after.RootElement, "answer");
        Assert.True(!differences.Any(), $"{operation}, {what}: {string.Join(" ", differences)}\n{sent}\n{written}");
    }
}
