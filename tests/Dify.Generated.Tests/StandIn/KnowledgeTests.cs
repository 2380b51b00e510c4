using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>How the stand-in keeps knowledge: as real servers were seen to.</summary>
public sealed class KnowledgeTests
{
    private static readonly object Automatic = new { mode = "automatic" };

    [Fact(Timeout = 30_000)]
    public async Task A_document_is_indexed_stage_by_stage_and_found_when_it_is_complete()
    {
        var clock = new WatchedTimeProvider();
        await using var session = new ServiceSession(
            AppKind.Knowledge, new DifyTestServerOptions { TimeProvider = clock, IndexingTime = TimeSpan.FromSeconds(5) });
        string kb = await BaseAsync(session);

        JToken created = await session.AskAsync(
            "POST", $"{kb}/document/create-by-text", new { name = "doc", text = "alpha beta\n\ngamma delta", process_rule = Automatic });
        Assert.Equal(
            ("waiting", "queuing"), ((string?)created["document"]!["indexing_status"], (string?)created["document"]!["display_status"]));
        string progress = $"{kb}/documents/{created["batch"]}/indexing-status";
        var seen = new List<string>();
        for (int second = 0; second <= 5; second++)
        {
            JToken state = ServiceSession.Data(await session.AskAsync("GET", progress))[0];
            seen.Add((string)state["indexing_status"]!);
            Assert.Equal(second >= 4 ? 2 : 0, (int)state["total_segments"]!);
            Assert.Equal(second == 5, state["completed_at"]!.Type == JTokenType.Integer);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["waiting", "parsing", "cleaning", "splitting", "indexing", "completed"], seen);
        JToken record = Assert.Single((await session.AskAsync("POST", $"{kb}/retrieve", new { query = "gamma" }))["records"]!);
        Assert.Equal("gamma delta", (string?)record["segment"]!["content"]);
        JToken document = ServiceSession.Data(await session.AskAsync("GET", $"{kb}/documents"))[0];
        Assert.Equal(
            ("available", 21, 1), ((string?)document["display_status"], (int)document["word_count"]!, (int)document["hit_count"]!));
    }

    [Fact(Timeout = 30_000)]
    public async Task Indexing_that_breaks_off_says_why()
    {
        await using var session = new ServiceSession(
            AppKind.Knowledge, new DifyTestServerOptions { IndexingTime = TimeSpan.Zero, IndexingError = "no model" });
        string kb = await BaseAsync(session);

        JToken document = (await DocumentAsync(session, kb, "doc", "text"))["document"]!;

        Assert.Equal(("error", "no model", "error"),
            ((string?)document["indexing_status"], (string?)document["error"], (string?)document["display_status"]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Knowledge_bases_are_made_found_changed_and_deleted()
    {
        await using var session = new ServiceSession(AppKind.Knowledge);
        JToken made = await session.AskAsync("POST", "datasets", new { name = "one", description = "d", indexing_technique = "economy" });
        string path = $"datasets/{made["id"]}";
        await session.AskAsync("POST", "datasets", new { name = "two" });

        Assert.Equal("dataset_name_duplicate", await session.RefusedAsync("POST", "datasets", 409, new { name = "one" }));
        JToken page = await session.AskAsync("GET", "datasets?limit=1");
        Assert.Equal(("two", 2, true), ((string?)page["data"]![0]!["name"], (int)page["total"]!, (bool)page["has_more"]!));
        Assert.Single(ServiceSession.Data(await session.AskAsync("GET", "datasets?keyword=ON")));
        JToken changed = await session.AskAsync("PATCH", path, new
        {
            name = "three",
            retrieval_model = new
            {
                search_method = "keyword_search",
                reranking_enable = false,
                top_k = 3,
                score_threshold_enabled = false
            },
        });
        Assert.Equal(("three", 3), ((string?)changed["name"], (int)changed["retrieval_model_dict"]!["top_k"]!));
        Assert.Equal("three", (string?)(await session.AskAsync("GET", path))["name"]);
        await session.AskAsync("DELETE", path, status: 204);
        Assert.Equal("not_found", await session.RefusedAsync("GET", path, 404));
        await session.AskAsync("GET", "datasets/no-uuid", status: 404);
    }

    [Fact(Timeout = 30_000)]
    public async Task Files_go_up_are_replaced_listed_and_come_back_in_an_archive()
    {
        await using var session = new ServiceSession(AppKind.Knowledge, new DifyTestServerOptions { IndexingTime = TimeSpan.Zero });
        string kb = await BaseAsync(session);
        JToken made = await session.AskAsync(
            "POST", $"{kb}/document/create-by-file", ServiceSession.Form("f.txt", "alpha", new { process_rule = Automatic }));
        string path = $"{kb}/documents/{made["document"]!["id"]}";

        await session.AskAsync("POST", $"{path}/update-by-file", ServiceSession.Form("g.txt", "beta gamma", new { name = "second" }));
        await session.AskAsync("PATCH", path, ServiceSession.Form("h.txt", "delta"));
        JToken updated = await session.AskAsync("POST", $"{path}/update-by-text", new { name = "third", text = "epsilon" });
        Assert.Equal(("third", "web"), ((string?)updated["document"]!["name"], (string?)updated["document"]!["created_from"]));
        Assert.Equal("epsilon", (string?)ServiceSession.Data(await session.AskAsync("GET", $"{path}/segments"))[0]["content"]);
        Assert.Contains("file-preview", (string?)(await session.AskAsync("GET", $"{path}/download"))["url"]);

        using HttpResponseMessage zip = await session.SendAsync(
            "POST", $"{kb}/documents/download-zip",
            new StringContent($"{{\"document_ids\":[\"{made["document"]!["id"]}\"]}}", null, "application/json"));
        using var archive = new ZipArchive(await zip.Content.ReadAsStreamAsync(session.Bound));
        using var entry = new StreamReader(Assert.Single(archive.Entries).Open());
        Assert.Equal("epsilon", await entry.ReadToEndAsync(session.Bound));
        Assert.Equal("no_file_uploaded", await session.RefusedAsync(
            "POST", $"{kb}/document/create-by-file", 400, new MultipartFormDataContent { { new StringContent("{}"), "data" } }));
    }

    [Fact(Timeout = 30_000)]
    public async Task Segments_and_their_pieces_are_written_and_refused_in_a_shape_of_their_own()
    {
        await using var session = new ServiceSession(AppKind.Knowledge, new DifyTestServerOptions { IndexingTime = TimeSpan.Zero });
        string kb = await BaseAsync(session);
        JToken made = await session.AskAsync("POST", $"{kb}/document/create-by-text", new
        {
            name = "doc",
            text = "Parent one. a",
            doc_form = "hierarchical_model",
            process_rule = new
            {
                mode = "hierarchical",
                rules = new
                {
                    pre_processing_rules = Array.Empty<object>(),
                    segmentation = new { separator = "\n", max_tokens = 500 },
                    parent_mode = "paragraph",
                    subchunk_segmentation = new { separator = ".", max_tokens = 100 },
                },
            },
        });
        string segments = $"{kb}/documents/{made["document"]!["id"]}/segments";
        JToken first = ServiceSession.Data(await session.AskAsync("GET", segments))[0];
        string path = $"{segments}/{first["id"]}";
        Assert.Equal(["Parent one", " a"], ServiceSession.Data(await session.AskAsync("GET", $"{path}/child_chunks")).Select(
            child => (string?)child["content"]));

        JToken added = await session.AskAsync(
            "POST", segments, new { segments = new[] { new { content = "new", keywords = new[] { "k" } } } });
        Assert.Equal(2, (int)added["data"]![0]!["position"]!);
        JToken changed = await session.AskAsync("POST", path, new { segment = new { content = "c2", enabled = false } });
        Assert.Equal(("c2", false), ((string?)changed["data"]!["content"], (bool)changed["data"]!["enabled"]!));
        JToken child = (await session.AskAsync("POST", $"{path}/child_chunks", new { content = "x" }))["data"]!;
        string childPath = $"{path}/child_chunks/{child["id"]}";
        Assert.Equal("yy", (string?)(await session.AskAsync("PATCH", childPath, new { content = "yy" }))["data"]!["content"]);
        await session.AskAsync("DELETE", childPath, status: 204);
        await session.AskAsync("DELETE", path, status: 204);
        Assert.Equal("not_found", await session.RefusedAsync("GET", path, 404));

        JToken refused = await session.AskAsync("POST", segments, new { segments = Array.Empty<object>() }, 400);
        Assert.Equal(["error"], ((JObject)refused).Properties().Select(member => member.Name));
    }

    [Fact(Timeout = 30_000)]
    public async Task Documents_are_disabled_archived_and_described()
    {
        await using var session = new ServiceSession(AppKind.Knowledge, new DifyTestServerOptions { IndexingTime = TimeSpan.Zero });
        string kb = await BaseAsync(session);
        string id = (string)(await DocumentAsync(session, kb, "doc", "alpha"))["document"]!["id"]!;
        string path = $"{kb}/documents/{id}";

        await session.AskAsync("PATCH", $"{kb}/documents/status/disable", new { document_ids = new[] { id } });
        Assert.Empty((await session.AskAsync("POST", $"{kb}/retrieve", new { query = "alpha" }))["records"]!);
        await session.AskAsync("PATCH", $"{kb}/documents/status/archive", new { document_ids = new[] { id } });
        Assert.Equal("archived_document_immutable", await session.RefusedAsync("DELETE", path, 403));
        Assert.Equal(
            "invalid_action", await session.RefusedAsync("PATCH", $"{kb}/documents/status/wat", 400, new { document_ids = new[] { id } }));
        await session.AskAsync("PATCH", $"{kb}/documents/status/un_archive", new { document_ids = new[] { id } });

        JToken field = await session.AskAsync("POST", $"{kb}/metadata", new { type = "number", name = "year" }, 201);
        Assert.Equal("invalid_param", await session.RefusedAsync("POST", $"{kb}/metadata", 400, new { type = "number", name = "year" }));
        await session.AskAsync("POST", $"{kb}/documents/metadata", new
        {
            operation_data = new[] { new { document_id = id,
                metadata_list = new[] { new { id = (string?)field["id"], name = "year", value = 2024 } }, partial_update = true } },
        });
        await session.AskAsync("PATCH", $"{kb}/metadata/{field["id"]}", new { name = "when" });
        await session.AskAsync("POST", $"{kb}/metadata/built-in/enable");
        JToken only = await session.AskAsync("GET", path + "?metadata=only");
        Assert.Equal(2024, (int)only["doc_metadata"]!.Single(row => (string?)row["name"] == "when")["value"]!);
        Assert.Contains(only["doc_metadata"]!, row => (string?)row["id"] == "built-in");
        Assert.Null((await session.AskAsync("GET", path + "?metadata=without"))["doc_metadata"]);
        Assert.Equal(1, (int)(await session.AskAsync("GET", $"{kb}/metadata"))["doc_metadata"]![0]!["count"]!);
        Assert.Equal("invalid_metadata", await session.RefusedAsync("GET", path + "?metadata=wat", 400));
        await session.AskAsync("DELETE", $"{kb}/metadata/{field["id"]}", status: 204);
        await session.AskAsync("GET", $"{kb}/metadata/built-in");
    }

    [Fact(Timeout = 30_000)]
    public async Task Tags_are_bound_and_knowledge_bases_found_by_them()
    {
        await using var session = new ServiceSession(AppKind.Knowledge);
        string kb = await BaseAsync(session);
        string id = kb["datasets/".Length..];
        string tag = (string)(await session.AskAsync("POST", "datasets/tags", new { name = "red" }))["id"]!;

        await session.AskAsync("POST", "datasets/tags/binding", new { tag_ids = new[] { tag }, target_id = id }, 204);
        Assert.Equal(
            "1", (string?)(await session.AskAsync("PATCH", "datasets/tags", new { tag_id = tag, name = "blue" }))["binding_count"]);
        Assert.Equal("blue", (string?)(await session.AskAsync("GET", $"{kb}/tags"))["data"]![0]!["name"]);
        Assert.Single(ServiceSession.Data(await session.AskAsync("GET", $"datasets?tag_ids={tag}")));
        Assert.Empty(ServiceSession.Data(await session.AskAsync("GET", $"datasets?tag_ids={Guid.NewGuid()}")));
        await session.AskAsync("POST", "datasets/tags/unbinding", new { tag_id = tag, target_id = id }, 204);
        Assert.Equal("0", (string?)(await session.AskAsync("GET", "datasets/tags"))[0]!["binding_count"]);
        await session.AskAsync("DELETE", "datasets/tags", new { tag_id = tag }, 204);
        Assert.Equal("not_found", await session.RefusedAsync("DELETE", "datasets/tags", 404, new { tag_id = tag }));
        Assert.Equal("not_found", await session.RefusedAsync(
            "POST", "datasets/tags/binding", 404, new { tag_ids = new[] { tag }, target_id = Guid.NewGuid() }));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_pipeline_takes_files_streams_its_draft_and_queues_what_is_published()
    {
        var seed = new SeededKnowledgeBase("piped") { HasPipeline = true };
        await using var session = new ServiceSession(
            AppKind.Knowledge, new DifyTestServerOptions { KnowledgeBases = [seed], IndexingTime = TimeSpan.Zero });
        string pipeline = $"datasets/{seed.Id}/pipeline";
        string file = (string)(await session.AskAsync("POST",
            "datasets/pipeline/file-upload", ServiceSession.Form("p.txt", "alpha one"), 201))["id"]!;
        JToken plugin = (await session.AskAsync("GET", $"{pipeline}/datasource-plugins"))[0]!;

        object Body(bool isPublished) => new
        {
            inputs = new { },
            datasource_type = "local_file",
            datasource_info_list = new[] { new { related_id = file, name = "p.txt" } },
            start_node_id = (string?)plugin["node_id"],
            is_published = isPublished,
            response_mode = "streaming",
        };

        JToken queued = await session.AskAsync("POST", $"{pipeline}/run", Body(true));
        Assert.Equal("p.txt", (string?)queued["documents"]![0]!["name"]);
        Assert.Equal("alpha one", (string?)(await session.AskAsync("POST", $"datasets/{seed.Id}/retrieve",
            new { query = "alpha" }))["records"]![0]!["segment"]!["content"]);
        Assert.Equal("workflow_finished", (string?)(await session.StreamAsync($"{pipeline}/run", Body(false)))[^1]!["event"]);
        IReadOnlyList<JObject?> read = await session.StreamAsync(
            $"{pipeline}/datasource/nodes/{plugin["node_id"]}/run",
            new { inputs = new { }, datasource_type = "online_document", is_published = true });
        Assert.Equal(["datasource_processing", "datasource_completed"], read.Select(told => (string?)told!["event"]));
        Assert.Equal("invalid_param", await session.RefusedAsync("GET", $"{await BaseAsync(session)}/pipeline/datasource-plugins", 400));
    }

    [Fact(Timeout = 30_000)]
    public async Task Models_are_listed_by_type()
    {
        await using var session = new ServiceSession(AppKind.Knowledge);

        JToken models = await session.AskAsync("GET", "workspaces/current/models/model-types/text-embedding");

        Assert.Equal("text-embedding", (string?)models["data"]![0]!["models"]![0]!["model_type"]);
        Assert.Equal("invalid_param", await session.RefusedAsync("GET", "workspaces/current/models/model-types/wat", 400));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_clean_sheet_has_what_was_there_from_the_start()
    {
        var seed = new SeededKnowledgeBase("kept") { Documents = new Dictionary<string, string> { ["a.txt"] = "alpha" } };
        await using var session = new ServiceSession(AppKind.Knowledge, new DifyTestServerOptions { KnowledgeBases = [seed] });
        await BaseAsync(session);

        session.Server.Forget();

        JToken left = Assert.Single(ServiceSession.Data(await session.AskAsync("GET", "datasets")));
        Assert.Equal(("kept", 1), ((string?)left["name"], (int)left["document_count"]!));
        Assert.Single((await session.AskAsync("POST", $"datasets/{seed.Id}/retrieve", new { query = "alpha" }))["records"]!);
    }

    private static async Task<string> BaseAsync(ServiceSession session) =>
        $"datasets/{(await session.AskAsync("POST", "datasets", new { name = "kb", indexing_technique = "economy" }))["id"]}";

    private static Task<JToken> DocumentAsync(ServiceSession session, string kb, string name, string text) =>
        session.AskAsync("POST", $"{kb}/document/create-by-text", new { name, text, process_rule = Automatic });
}
