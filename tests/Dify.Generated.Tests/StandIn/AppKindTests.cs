using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>Which kind of app answers what, and which key opens what.</summary>
public sealed class AppKindTests
{
    public static TheoryData<string> Operations => new(ApiDocument.EnglishService.Operations.Concat(ApiDocument.English.Operations)
        .Select(operation => $"{operation}").Distinct());

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_of_the_documents_has_an_answer_of_its_own(string operation)
    {
        await using var session = new ServiceSession(AppKind.Chat);
        string filled = string.Join(
            '/', operation.Split(' ')[1].TrimStart('/').Split('/').Select(part => part.StartsWith('{') ? Guid.NewGuid().ToString() : part));

        using HttpResponseMessage response = await session.SendAsync(operation.Split(' ')[0], filled);

        Assert.NotEqual(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.NotEqual(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.NotEqual("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(AppKind.Workflow, "POST", "chat-messages", "not_chat_app")]
    [InlineData(AppKind.Completion, "GET", "conversations?user=anna", "not_chat_app")]
    [InlineData(AppKind.Chat, "POST", "completion-messages", "app_unavailable")]
    [InlineData(AppKind.Chatflow, "POST", "workflows/run", "not_workflow_app")]
    [InlineData(AppKind.Chat, "GET", "workflow/1a4b7c52-0000-4000-8000-000000000000/events?user=anna", "not_workflow_app")]
    public async Task An_app_refuses_what_is_meant_for_another_kind(AppKind app, string method, string path, string code)
    {
        await using var session = new ServiceSession(app);

        Assert.Equal(
            code, await session.RefusedAsync(method, path, 400, method == "POST" ? new { inputs = new { }, user = "anna" } : null));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(AppKind.Workflow, "workflow")]
    [InlineData(AppKind.Chat, "chat")]
    [InlineData(AppKind.Agent, "agent-chat")]
    [InlineData(AppKind.Chatflow, "advanced-chat")]
    [InlineData(AppKind.Completion, "completion")]
    public async Task An_app_says_what_it_is(AppKind app, string mode)
    {
        await using var session = new ServiceSession(app);

        Assert.Equal(mode, (string?)(await session.AskAsync("GET", "info"))["mode"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Each_key_opens_its_own_door_only()
    {
        await using DifyTestServer server = DifyTestServer.Start(new DifyTestServerOptions { App = AppKind.Chat });
        using var client = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("info", server.ApiKey));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("datasets", server.KnowledgeApiKey));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("info", server.KnowledgeApiKey));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("datasets", server.ApiKey));

        async Task<HttpStatusCode> StatusAsync(string path, string key)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, $"{server.BaseAddress}/{path}");
            request.Headers.Authorization = new("Bearer", key);
            using HttpResponseMessage response = await client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_an_app_no_key_opens_one()
    {
        await using var session = new ServiceSession(AppKind.Knowledge);

        Assert.Equal("unauthorized", await session.RefusedAsync("GET", "info", 401));
        Assert.Empty(ServiceSession.Data(await session.AskAsync("GET", "datasets")));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_script_says_what_kind_of_app_it_is_and_plays_its_answers()
    {
        RunScript script = RunScript.Parse("""
            {
              "app": "agent",
              "knowledge_api_key": "dataset-other",
              "suggested_questions": [ "Why?" ],
              "knowledge_bases": [ { "name": "kb", "documents": { "a.txt": "alpha beta" } } ],
              "runs": [ { "steps": [
                { "agent_thought": { "position": 1, "thought": "Hm." } },
                { "text": "bad" }, { "message_replace": "good" },
                { "message_file": { "url": "http://files.example/a.png" } },
                { "message_end": { "metadata": { "usage": { "total_tokens": 7 } } } },
                "finish"
              ] } ]
            }
            """);
        await using var session = new ServiceSession(AppKind.Agent, new DifyTestServerOptions { Script = script });
        Assert.Equal("dataset-other", session.Server.KnowledgeApiKey);
        Assert.Equal(AppKind.Agent, DifyTestServerKind(script));

        string[] told = [.. (await session.StreamAsync(
            "chat-messages", new { inputs = new { }, query = "q", response_mode = "streaming", user = "anna" }))
            .Select(told => (string)told!["event"]!)];

        Assert.Equal(["agent_thought", "agent_message", "message_replace", "message_file", "message_end"], told);
        Assert.Equal("kb", (string?)ServiceSession.Data(await session.AskAsync("GET", "datasets"))[0]["name"]);
    }

    private static AppKind DifyTestServerKind(RunScript script)
    {
        using DifyTestServer server = DifyTestServer.Start(new DifyTestServerOptions { Script = script });
        return server.App;
    }
}
