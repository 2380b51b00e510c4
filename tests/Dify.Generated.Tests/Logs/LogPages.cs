using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;

namespace Dify.Generated.Tests.Logs;

/// <summary>A server that has pages of log entries, given by their ids; a further page says that there is nothing.</summary>
internal sealed class LogPages
{
    private readonly string[][] pages;

    public LogPages(params string[][] pages)
    {
        this.pages = pages;
        Handler = new StubHandler((request, _) => Task.FromResult(Answer(request)));
        Client = Handler.CreateClient();
    }

    public StubHandler Handler { get; }

    public DifyWorkflowClient Client { get; }

    /// <summary>The queries in the order in which they came.</summary>
    public List<string> Queries { get; } = [];

    /// <summary>How many entries the server counts with each page; unless set, as many as it has up to its first empty page.</summary>
    public Func<int, int>? Total { get; init; }

    /// <summary>The pages where neither the usual size is asked for nor the largest; unless set, the same.</summary>
    public string[][]? PagesOfOtherSize { get; init; }

    private int Counted
    {
        get
        {
            string[] ids = [.. pages.TakeWhile(page => page.Length > 0).SelectMany(page => page)];
            return ids.Where(id => id.Length > 0).Distinct().Count() + ids.Count(id => id.Length == 0);
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        string query = request.RequestUri!.Query.TrimStart('?');
        int page = int.Parse(Value(query, "page")!, CultureInfo.InvariantCulture);
        Queries.Add(query);
        bool isOtherSize = Value(query, "limit") is { } limit
            && int.Parse(limit, CultureInfo.InvariantCulture) != WorkflowLogQuery.LargestPage;
        string[][] asked = isOtherSize ? PagesOfOtherSize ?? pages : pages;
        string[] ids = page <= asked.Length ? asked[page - 1] : [];
        string data = string.Join(",", ids.Select(id => $$"""{"id":"{{id}}","created_at":1790000000}"""));
        string hasMore = page < asked.Length ? "true" : "false";
        int total = Total?.Invoke(page) ?? Counted;
        string json = $$"""{"page":{{page}},"limit":2,"total":{{total}},"has_more":{{hasMore}},"data":[{{data}}]}""";
        return StubHandler.Answer(200, "application/json", Encoding.UTF8.GetBytes(json));
    }

    private static string? Value(string query, string name)
        => query.Split('&').SingleOrDefault(pair => pair.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
