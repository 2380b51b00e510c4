using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>Plays a single recorded request to a chat, a text generator or knowledge bases, where everything that it names is
/// there.</summary>
internal sealed class PlayedService : IAsyncDisposable
{
    // What a server says of a file that it sends depends on where it lies.
    private static readonly string[] OfFile = ["Content-Disposition", "Last-Modified", "ETag"];

    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(25));
    private readonly RecordedExchange exchange;
    private readonly DocumentOperation operation;
    private readonly DifyTestServer server;
    private readonly HttpClient client;
    private readonly ServiceWorld world;

    public PlayedService(RecordedExchange exchange)
    {
        this.exchange = exchange;
        operation = OperationOf(exchange)!;
        server = DifyTestServer.Start(new DifyTestServerOptions
        {
            App = KindOf(exchange),
            ServerVersion = exchange.Header("X-Version") ?? "1.14.2",
            IndexingTime = TimeSpan.Zero,
            ConversationVariables = [new("b", true)],
            SuggestedQuestions = ["q one?", "q two?", "q three?"],
            KnowledgeBases = [ServiceWorld.Piped],
            Strict = false,
        });
        client = new HttpClient { BaseAddress = new Uri(server.BaseAddress.GetLeftPart(UriPartial.Authority)) };
        world = new ServiceWorld(server, client, bound.Token);
    }

    /// <summary>The operation that the documents have for a request; null if they have none, or if workflow apps have it too.</summary>
    public static DocumentOperation? OperationOf(RecordedExchange exchange) => PlayedOperation.LeftOut(exchange) is null ? null
        : ApiDocument.EnglishService.Operations
            .Where(operation => operation.Method == exchange.Method && Fits(operation.Path.Split('/'), exchange.Path.Split('/')))
            .MinBy(operation => operation.Path.Count(character => character == '{'));

    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        await world.MakeAsync(exchange.Path, User());
        var request = new HttpRequestMessage(new HttpMethod(exchange.Method), Target()) { Content = Content() };
        bool isOfKnowledge = exchange.Path.StartsWith("/datasets", StringComparison.Ordinal)
            || exchange.Path.StartsWith("/workspaces", StringComparison.Ordinal);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", isOfKnowledge ? server.KnowledgeApiKey : server.ApiKey);
        using HttpResponseMessage response = await client.SendAsync(request, bound.Token);
        string body = await response.Content.ReadAsStringAsync(bound.Token);
        IEnumerable<string> head = new ExchangeComparison().Head(exchange, response)
            .Where(problem => !OfFile.Any(name => problem.Contains($"the header {name} ", StringComparison.Ordinal)));
        bool isJson = exchange.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) == true
            && exchange.BodyText.Length > 0 && response.IsSuccessStatusCode;
        return [.. head, .. isJson ? ExchangeComparison.DeepShapes(Parse(exchange.BodyText), Parse(body), "$") : []];
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        bound.Dispose();
    }

    private static AppKind KindOf(RecordedExchange exchange)
        => exchange.Path.StartsWith("/completion-messages", StringComparison.Ordinal) ? AppKind.Completion
        : exchange.Path.Contains("/variables", StringComparison.Ordinal)
            || exchange.BodyText.Contains("advanced-chat", StringComparison.Ordinal)
            ? AppKind.Chatflow
        : AppKind.Chat;

    private static bool Fits(string[] template, string[] path) => template.Length == path.Length
        && template.Zip(path).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));

    private string User()
        => exchange.Body is { } body && body.StartsWith('{') && RecordedEvent.Parse(body)["user"] is { } user ? (string)user!
        : exchange.Target.Split("user=") is [_, var rest, ..] ? rest.Split('&')[0] : "anna";

    // A name in the template stands for one of the world; a name that the world does not have stays what it was.
    private string Target()
    {
        IEnumerable<string> path = operation.Path.Split('/').Zip(exchange.Path.Split('/'), (template, segment) =>
            !template.StartsWith('{') ? segment
            : template == "{dataset_id}" && operation.Path.Contains("/pipeline/", StringComparison.Ordinal) ? ServiceWorld.Piped.Id
            : template == "{action}" && exchange.Path.StartsWith("/datasets", StringComparison.Ordinal) ? segment
            : world.Id(template[1..^1]) ?? segment);
        IEnumerable<string> query = (exchange.Target.Split('?') is [_, var text] ? text.Split('&') : [])
            .Select(pair => pair.Split('=') is [var name, { Length: > 0 }] && world.Id(name) is { } id ? $"{name}={id}" : pair);
        return "/v1" + string.Join('/', path) + (exchange.Target.Contains('?') ? "?" + string.Join('&', query) : "");
    }

    private HttpContent? Content()
    {
        if (exchange.Method == "GET" || exchange.Body is not { Length: > 0 } body)
        {
            return null;
        }

        if (body.StartsWith("--", StringComparison.Ordinal))
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + body.Split("\r\n", 2)[0][2..]);
            return content;
        }

        JToken json = Parse(body);
        Translate(json);
        return new StringContent(json.ToString(Formatting.None), Encoding.UTF8, "application/json");
    }

    private void Translate(JToken json)
    {
        foreach (JProperty member in json is JContainer container ? container.DescendantsAndSelf().OfType<JProperty>().ToArray() : [])
        {
            string name = member.Name == "id" && member.Path.Contains("metadata_list", StringComparison.Ordinal)
                ? "metadata_id"
                : member.Name;
            if (world.Id(name) is { } id)
            {
                member.Value = member.Value is JArray ? new JArray(id) : id;
            }
        }
    }

    private static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new System.IO.StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JToken.Load(reader);
    }
}
