using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Service;

/// <summary>Lists over all of their pages, of the three kinds that there are.</summary>
public sealed class PagesTests
{
    private readonly List<string> queries = [];

    [Fact(Timeout = 30_000)]
    public async Task Pages_by_number_come_one_after_the_other_and_only_when_they_are_needed()
    {
        var client = (IDifyKnowledgeClient)On(nameof(DifyKnowledgeClient), query => query switch
        {
            "?limit=2&page=1" => List(true, "a", "b"),
            "?limit=2&page=2" => List(true, "b", "c"),
            _ => List(false, "d"),
        });

        Assert.Equal(
            ["a", "b", "c", "d"],
            await TakeAsync(client.GetAllDatasetsAsync(new ListDatasetsOptions { Limit = 2 }), dataset => dataset.Id));
        Assert.Equal(["?limit=2&page=1", "?limit=2&page=2", "?limit=2&page=3"], queries);
        queries.Clear();
        await foreach (Dataset dataset in client.GetAllDatasetsAsync(new ListDatasetsOptions { Limit = 2 }))
        {
            Assert.Single(queries);
            if (dataset.Id == "b")
            {
                break;
            }
        }

        Assert.Single(queries);
    }

    [Fact(Timeout = 30_000)]
    public async Task Pages_behind_an_entry_begin_behind_the_last_one()
    {
        var client = (IDifyChatClient)On(
            nameof(DifyChatClient),
            query => query.Contains("last_id=b", StringComparison.Ordinal) ? List(false, "c") : List(true, "a", "b"));

        Assert.Equal(
            ["a", "b", "c"],
            await TakeAsync(client.GetAllConversationsAsync(new GetConversationsOptions { User = "u" }), conversation => conversation.Id));
        Assert.Equal(["?user=u", "?last_id=b&user=u"], queries);
    }

    [Fact(Timeout = 30_000)]
    public async Task Messages_come_the_latest_first_over_pages_that_go_backwards()
    {
        var client = (IDifyChatClient)On(
            nameof(DifyChatClient),
            query => query.Contains("first_id=c", StringComparison.Ordinal) ? List(false, "a", "b") : List(true, "c", "d"));

        Assert.Equal(
            ["d", "c", "b", "a"],
            await TakeAsync(client.GetAllMessagesAsync(SampleId.Run, new GetMessagesOptions { User = "u" }), message => message.Id));
        Assert.Equal(2, queries.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_always_says_the_same_does_not_keep_its_reader()
    {
        var client = (IDifyChatClient)On(nameof(DifyChatClient), _ => List(true, "a"));

        Assert.Equal(["a"], await TakeAsync(client.GetAllConversationVariablesAsync(SampleId.Run), variable => variable.Id));
        Assert.Equal(["a"], await TakeAsync(client.GetAllAnnotationsAsync(), annotation => annotation.Id));
        Assert.Equal(4, queries.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_options_that_were_given_stay_as_they_are()
    {
        var options = new ListDatasetsOptions { Page = 2 };
        var client = (IDifyKnowledgeClient)On(
            nameof(DifyKnowledgeClient), query => List(query.EndsWith("page=2", StringComparison.Ordinal), query[^1..]));

        Assert.Equal(["2", "3"], await TakeAsync(client.GetAllDatasetsAsync(options), dataset => dataset.Id));
        Assert.Equal(2, options.Page);
    }

    [Fact(Timeout = 30_000)]
    public async Task Documents_chunks_and_child_chunks_are_lists_too()
    {
        var client = (IDifyKnowledgeClient)On(
            nameof(DifyKnowledgeClient), query => query.EndsWith("page=1", StringComparison.Ordinal) ? List(true, "a") : List(false, "b"));

        Assert.Equal(["a", "b"], await TakeAsync(client.GetAllDocumentsAsync(SampleId.Run), document => document.Id));
        Assert.Equal(["a", "b"], await TakeAsync(client.GetAllSegmentsAsync(SampleId.Run, SampleId.File), segment => segment.Id));
        Assert.Equal(
            ["a", "b"], await TakeAsync(client.GetAllChildChunksAsync(SampleId.Run, SampleId.File, SampleId.Workflow), chunk => chunk.Id));
    }

    private static async Task<List<string?>> TakeAsync<T>(IAsyncEnumerable<T> entries, Func<T, string?> id)
    {
        List<string?> ids = [];
        await foreach (T entry in entries)
        {
            ids.Add(id(entry));
        }

        return ids;
    }

    private static string List(bool hasMore, params string[] ids)
        => $$"""{"data":[{{string.Join(",", ids.Select(id => $$"""{"id":"{{id}}"}"""))}}],"has_more":{{(hasMore ? "true" : "false")}},"total_pages":2,"limit":2,"page":1,"total":3}""";

    private object On(string client, Func<string, string> answer) => ServiceClient.Of(client).On(new StubHandler((request, _) =>
    {
        queries.Add(request.RequestUri!.Query);
        return Task.FromResult(
            StubHandler.Answer(200, "application/json", System.Text.Encoding.UTF8.GetBytes(answer(request.RequestUri.Query))));
    }));
}
