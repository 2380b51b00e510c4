using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Testing;

/// <summary>Answers a request that came to a route with a good key.</summary>
internal delegate Task<Reply> RouteHandler(RouteRequest request, CancellationToken cancellationToken);

/// <summary>A method, a path template such as <c>/workflows/tasks/{task_id}/stop</c>, and who answers.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path below <c>/v1</c>.</param>
/// <param name="TakesJson">Whether the body must be a JSON object.</param>
/// <param name="Handler">Who answers.</param>
internal sealed record Route(string Method, string Template, bool TakesJson, RouteHandler Handler)
{
    // Ids that are whatever a caller says, or are looked at by the route itself.
    private static readonly string[] FreeIds = ["{task_id}", "{workflow_id}", "{workflow_run_id}", "{node_id}"];

    /// <summary>The answer of an app for which the operation is not meant, by its kind; null where it answers.</summary>
    public Func<AppKind, Reply?> RefusalOf { get; init; } = static _ => null;

    /// <summary>How a request is refused that the documents do not allow.</summary>
    public Func<string, Reply> RefuseInput { get; init; } = Problem.InvalidParameter;

    /// <summary>Whether it needs the key of the knowledge bases, and not that of the app.</summary>
    public bool IsOfKnowledge => Template.StartsWith("/datasets", StringComparison.Ordinal)
        || Template.StartsWith("/workspaces", StringComparison.Ordinal);

    public static Route Delete(string template, Func<RouteRequest, Reply> handler) =>
        new("DELETE", template, false, (request, _) => Task.FromResult(handler(request)));

    public static Route DeleteWithBody(string template, Func<RouteRequest, Reply> handler) =>
        new("DELETE", template, true, (request, _) => Task.FromResult(handler(request)));

    public static Route Put(string template, Func<RouteRequest, Reply> handler) =>
        new("PUT", template, true, (request, _) => Task.FromResult(handler(request)));

    public static Route Patch(string template, Func<RouteRequest, Reply> handler) =>
        new("PATCH", template, true, (request, _) => Task.FromResult(handler(request)));

    public static Route Get(string template, Func<RouteRequest, Reply> handler) =>
        new("GET", template, false, (request, _) => Task.FromResult(handler(request)));

    public static Route Post(string template, Func<RouteRequest, Reply> handler) =>
        new("POST", template, true, (request, _) => Task.FromResult(handler(request)));

    public static Route PostForm(string template, Func<RouteRequest, Reply> handler) =>
        new("POST", template, false, (request, _) => Task.FromResult(handler(request)));

    /// <summary>How many parameters the path has: where two paths fit, the one with fewer is meant.</summary>
    public int Parameters => Template.Split('/').Count(PathTemplate.IsParameter);

    /// <summary>Whether an id in the path has another form than the server gives its ids, so that the path leads nowhere.</summary>
    public bool LeadsNowhere(string path) => Template.Split('/').Zip(path.Split('/')).Any(pair =>
        pair.First.EndsWith("_id}", StringComparison.Ordinal)
        && !FreeIds.Contains(pair.First)
        && !Guid.TryParseExact(Uri.UnescapeDataString(pair.Second), "D", out _));

    /// <summary>A pattern for the unescaped path, with one segment for each parameter.</summary>
    public string Pattern
    {
        get
        {
            var pattern = new StringBuilder("^").Append(Regex.Escape(PathTemplate.BasePath));
            foreach (string segment in Template.Split('/').Skip(1))
            {
                pattern.Append('/').Append(PathTemplate.IsParameter(segment) ? "[^/]+" : Regex.Escape(segment));
            }

            return pattern.Append('$').ToString();
        }
    }

    /// <summary>The values of the path parameters, unescaped.</summary>
    public IReadOnlyDictionary<string, string> PathValues(string path)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string template, string actual) in Template.Split('/').Zip(path.Split('/')))
        {
            if (PathTemplate.IsParameter(template))
            {
                values[template[1..^1]] = Uri.UnescapeDataString(actual);
            }
        }

        return values;
    }
}
