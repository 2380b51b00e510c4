using System.Collections.Generic;
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

    /// <summary>How many entries the server counts; unless set, as many as it has up to its first empty page.</summary>
    public int? Total { get; init; }

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
        int page = int.Parse(query.Split('&').Single(pair => pair.StartsWith("page=", System.StringComparison.Ordinal))["page=".Length..], null);
        Queries.Add(query);
        string[] ids = page <= pages.Length ? pages[page - 1] : [];
        string data = string.Join(",", ids.Select(id => $$"""{"id":"{{id}}","created_at":1790000000}"""));
        string hasMore = page < pages.Length ? "true" : "false";
        return StubHandler.Answer(200, "application/json", Encoding.UTF8.GetBytes($$"""{"page":{{page}},"limit":2,"total":{{Total ?? Counted}},"has_more":{{hasMore}},"data":[{{data}}]}"""));
    }
}
