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

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        string query = request.RequestUri!.Query.TrimStart('?');
        int page = int.Parse(query.Split('&').Single(pair => pair.StartsWith("page=", System.StringComparison.Ordinal))["page=".Length..], null);
        Queries.Add(query);
        string[] ids = page <= pages.Length ? pages[page - 1] : [];
        string data = string.Join(",", ids.Select(id => $$"""{"id":"{{id}}"}"""));
        string hasMore = page < pages.Length ? "true" : "false";
        return StubHandler.Answer(200, "application/json", Encoding.UTF8.GetBytes($$"""{"page":{{page}},"limit":2,"total":9,"has_more":{{hasMore}},"data":[{{data}}]}"""));
    }
}
