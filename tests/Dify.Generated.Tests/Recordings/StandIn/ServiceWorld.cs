using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>One of everything that a request to a chat or to knowledge bases can name, made through the API of the stand-in.</summary>
internal sealed class ServiceWorld(DifyTestServer server, HttpClient client, CancellationToken bound)
{
    public const string KnowledgeName = "of the world";

    public static readonly SeededKnowledgeBase Piped = new("piped") { HasPipeline = true };

    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal) { ["task_id"] = Guid.NewGuid().ToString() };

    /// <summary>What stands for a name in a path or in a body.</summary>
    public string? Id(string name) => ids.GetValueOrDefault(name);

    public async Task MakeAsync(string path, string user)
    {
        if (path.StartsWith("/datasets", StringComparison.Ordinal))
        {
            await MakeKnowledgeAsync();
        }
        else
        {
            await MakeChatAsync(user);
        }
    }

    private async Task MakeChatAsync(string user)
    {
        string path = server.App == AppKind.Completion ? "completion-messages" : "chat-messages";
        JToken message = await AskAsync(path, new { inputs = new { }, query = "hi", user });
        ids["message_id"] = (string)message["message_id"]!;
        ids["annotation_id"] = (string)(await AskAsync("apps/annotations", new { question = "q", answer = "a" }))["id"]!;
        ids["action"] = "disable";
        var settings = new { score_threshold = 0.9, embedding_provider_name = "p", embedding_model_name = "m" };
        ids["job_id"] = (string)(await AskAsync("apps/annotation-reply/disable", settings))["job_id"]!;
        if (message["conversation_id"] is { } conversation)
        {
            ids["conversation_id"] = (string)conversation!;
            JToken variables = await GetAsync($"conversations/{conversation}/variables?user={user}");
            ids["variable_id"] = (string?)variables["data"]?.FirstOrDefault()?["id"] ?? Guid.NewGuid().ToString();
            ids["last_id"] = ids["variable_id"];
        }
    }

    private async Task MakeKnowledgeAsync()
    {
        JToken made = await AskAsync("datasets", new { name = KnowledgeName, indexing_technique = "economy" });
        ids["dataset_id"] = ids["target_id"] = (string)made["id"]!;
        string path = $"datasets/{made["id"]}";
        JToken tag = await AskAsync("datasets/tags", new { name = "tag" });
        ids["tag_id"] = ids["tag_ids"] = (string)tag["id"]!;
        await AskAsync("datasets/tags/binding", new { tag_ids = new[] { tag["id"] }, target_id = made["id"] });
        JToken field = await AskAsync($"{path}/metadata", new { type = "string", name = "field" });
        ids["metadata_id"] = (string)field["id"]!;
        JToken document = await AskAsync(
            $"{path}/document/create-by-text",
            new { name = "doc", text = "alpha beta", process_rule = new { mode = "automatic" } });
        ids["document_id"] = ids["document_ids"] = (string)document["document"]!["id"]!;
        ids["batch"] = (string)document["batch"]!;
        JToken segment = (await GetAsync($"{path}/documents/{ids["document_id"]}/segments"))["data"]![0]!;
        ids["segment_id"] = (string)segment["id"]!;
        JToken child =
            await AskAsync($"{path}/documents/{ids["document_id"]}/segments/{segment["id"]}/child_chunks", new { content = "piece" });
        ids["child_chunk_id"] = (string)child["data"]!["id"]!;
        ids["related_id"] = ids["upload_file_id"] = Guid.NewGuid().ToString();
    }

    private async Task<JToken> AskAsync(string path, object body)
    {
        using var content = new StringContent(JsonConvert.SerializeObject(body), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, $"/v1/{path}") { Content = content, Headers = { Authorization = Key(path) } }, bound);
        response.EnsureSuccessStatusCode();
        return await ReadAsync(response);
    }

    private async Task<JToken> GetAsync(string path)
    {
        using HttpResponseMessage response = await client.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"/v1/{path}") { Headers = { Authorization = Key(path) } }, bound);
        return await ReadAsync(response);
    }

    private async Task<JToken> ReadAsync(HttpResponseMessage response) =>
        await response.Content.ReadAsStringAsync(bound) is { Length: > 0 } text ? JToken.Parse(text) : new JObject();

    private AuthenticationHeaderValue Key(string path) =>
        new("Bearer", path.StartsWith("datasets", StringComparison.Ordinal) ? server.KnowledgeApiKey : server.ApiKey);
}
