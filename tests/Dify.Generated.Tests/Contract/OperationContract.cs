using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using WireMock.ResponseBuilders;
using Xunit;

namespace Dify.Generated.Tests.Contract;

/// <summary>One operation as the two documents describe it: no stub that they do not allow, and no request that they do not know.</summary>
internal sealed class OperationContract
{
    private const string Json = "application/json";

    private readonly ContractServer server;
    private readonly DocumentOperation english;
    private readonly DocumentOperation japanese;

    public OperationContract(ContractServer server, string method, string path)
    {
        this.server = server;
        english = ApiDocument.English.Operation(method, path);
        japanese = ApiDocument.Japanese.Operation(method, path);
    }

    public DifyWorkflowClient Client => server.Client;

    /// <summary>The problems that one of the documents lists, and 401, which every operation has.</summary>
    public static IEnumerable<(int Status, string Code)> ListedProblems(string method, string path)
        => ApiDocument.English.Operation(method, path).Problems
            .Concat(ApiDocument.Japanese.Operation(method, path).Problems)
            .Select(problem => (problem.Status, problem.Code))
            .Append((401, "unauthorized"))
            .Distinct();

    /// <summary>Answers with JSON that both documents allow for the status.</summary>
    public void Answers(int status, string json)
    {
        JToken body = JsonConvert.DeserializeObject<JToken>(
            json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;
        foreach (DocumentOperation operation in new[] { english, japanese })
        {
            JObject schema = Assert.Contains(Json, operation.Answer(status));
            Assert.Empty(new SchemaCheck(operation.Document).Check(schema, body, "answer"));
        }

        Respond(status, Json, json);
    }

    /// <summary>As <see cref="Answers"/>, with JSON that leaves no member of the documents out.</summary>
    public void AnswersInFull(int status, string json)
    {
        Answers(status, json);
        var body = JsonConvert.DeserializeObject<JToken>(json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;
        Assert.Empty(new SchemaCheck(english.Document).Missing(english.Answer(status)[Json], body, "answer"));
    }

    /// <summary>Answers with the events that the documents give as an example.</summary>
    public void AnswersWithEvents(string events)
    {
        foreach (DocumentOperation operation in new[] { english, japanese })
        {
            JObject schema = Assert.Contains("text/event-stream", operation.Answer(200));
            foreach (string data in events.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)))
            {
                Assert.Empty(new SchemaCheck(operation.Document).Check(schema, JToken.Parse(data["data: ".Length..]), "event"));
            }
        }

        Respond(200, "text/event-stream; charset=utf-8", events);
    }

    /// <summary>Answers with a file of a media type, which the documents allow by name or as any file.</summary>
    public void AnswersWithFile(string mediaType, byte[] content, string? disposition = null)
    {
        foreach (DocumentOperation operation in new[] { english, japanese })
        {
            IReadOnlyDictionary<string, JObject> answers = operation.Answer(200);
            Assert.Contains(answers.Keys, allowed => allowed == mediaType
                || allowed is "*/*" or "application/octet-stream"
                || (allowed.EndsWith("/*", StringComparison.Ordinal) && mediaType.StartsWith(allowed[..^1], StringComparison.Ordinal)));
            Assert.All(answers.Values, schema => Assert.Equal("binary", (string?)schema["format"]));
        }

        IResponseBuilder response = Response.Create().WithStatusCode(200).WithHeader("Content-Type", mediaType).WithBody(content);
        server.Answer(disposition is null ? response : response.WithHeader("Content-Disposition", disposition));
    }

    /// <summary>The one request that was sent, after both documents have agreed to it.</summary>
    public ContractRequest Sent()
    {
        var request = new ContractRequest(server.SingleRequest());
        Assert.Equal(english.Method, request.Method);
        Assert.Matches("^/v1" + Regex.Replace(Regex.Escape(english.Path), @"\\\{[^/]+}", "[^/]+") + "$", request.Path);
        Assert.Equal("Bearer " + ContractServer.ApiKey, request.Header("Authorization"));
        Assert.Matches(@"^Dify\.Generated/[0-9][^ ]* \(en [^ ]+ [0-9a-f]{8}; ja [^ ]+ [0-9a-f]{8}\)$", request.Header("User-Agent"));
        foreach (DocumentOperation operation in new[] { english, japanese })
        {
            CheckQuery(operation, request);
            CheckBody(operation, request);
        }

        return request;
    }

    /// <summary>Answers with the documents' own example of a problem and returns the exception that the call throws.</summary>
    public async Task<DifyApiException> ProblemAsync(int status, string code, Type type, Func<DifyWorkflowClient, Task> call)
    {
        JObject example = ExampleOf(status, code);
        Assert.Empty(new SchemaCheck(ApiDocument.English).Check(ApiDocument.English.Schema("Problem"), example, "answer"));
        Respond(status, Json, example.ToString());
        var exception = (DifyApiException)await Assert.ThrowsAsync(type, () => call(Client));
        Assert.Equal(status, exception.StatusCode);
        Assert.Equal(code, exception.Code.Value);
        Assert.Equal((string?)example["message"], exception.ServerMessage);
        Assert.StartsWith(english.Id, exception.Operation, StringComparison.Ordinal);
        Assert.Contains(code, exception.Message);
        Assert.Contains(
            typeof(DifyErrorCode).GetProperties(BindingFlags.Public | BindingFlags.Static),
            constant => (DifyErrorCode)constant.GetValue(null)! == exception.Code);
        Assert.Matches("[a-z]{3,}", exception.Explain(CultureInfo.GetCultureInfo("en")));
        Assert.Matches(@"\p{IsHiragana}", exception.Explain(CultureInfo.GetCultureInfo("ja")));
        Sent();
        return exception;
    }

    // An operation that lists no example of its own for a problem answers it as the others do.
    private JObject ExampleOf(int status, string code)
        => english.Problems
            .Concat(japanese.Problems)
            .Concat(ApiDocument.English.Operations.SelectMany(operation => operation.Problems))
            .First(problem => problem.Status == status && problem.Code == code).Example;

    private void Respond(int status, string mediaType, string body)
        => server.Answer(Response.Create()
            .WithStatusCode(status)
            .WithHeader("Content-Type", mediaType)
            .WithHeader("X-Version", "1.14.2")
            .WithBody(body));

    private static void CheckQuery(DocumentOperation operation, ContractRequest request)
    {
        List<JObject> known = [.. operation.Parameters.Where(parameter => (string?)parameter["in"] == "query")];
        IReadOnlyList<(string Name, string Value)> sent = request.QueryParameters();
        Assert.Subset(
            known.Select(parameter => (string)parameter["name"]!).ToHashSet(), sent.Select(parameter => parameter.Name).ToHashSet());
        Assert.Equal(sent.Count, sent.Select(parameter => parameter.Name).Distinct().Count());
        Assert.All(
            known.Where(parameter => (bool?)parameter["required"] == true),
            parameter => Assert.Contains(sent, other => other.Name == (string?)parameter["name"]));
        foreach ((string name, string value) in sent)
        {
            JObject schema = operation.Document.Resolve(known.Single(parameter => (string?)parameter["name"] == name)["schema"]!);
            JToken json = (string?)schema["type"] is "integer" or "boolean" ? JToken.Parse(value) : new JValue(value);
            Assert.Empty(new SchemaCheck(operation.Document).Check(schema, json, $"query {name}"));
        }
    }

    private static void CheckBody(DocumentOperation operation, ContractRequest request)
    {
        if (operation.Bodies.Count == 0)
        {
            Assert.Empty(request.Body);
            return;
        }

        string mediaType = request.Header("Content-Type")!.Split(';')[0];
        JObject schema = Assert.Contains(mediaType, operation.Bodies);
        var check = new SchemaCheck(operation.Document);
        if (mediaType == Json)
        {
            Assert.Equal(Json, request.Header("Content-Type"));
            Assert.Empty(check.Check(schema, request.Json, "body"));
            return;
        }

        IReadOnlyDictionary<string, JObject> known = check.Members(schema);
        Assert.Equal(request.Parts.Count, request.Parts.Select(part => part.Name).Distinct().Count());
        Assert.All(
            request.Parts,
            part => Assert.Equal((string?)Assert.Contains(part.Name, known)["format"] == "binary", part.FileName is not null));
        Assert.All(
            (JArray?)operation.Document.Resolve(schema)["required"] ?? [],
            name => Assert.Contains(request.Parts, part => part.Name == (string?)name));
    }
}
