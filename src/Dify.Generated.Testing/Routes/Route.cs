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
    public static Route Get(string template, Func<RouteRequest, Reply> handler) => new("GET", template, false, (request, _) => Task.FromResult(handler(request)));

    public static Route Post(string template, Func<RouteRequest, Reply> handler) => new("POST", template, true, (request, _) => Task.FromResult(handler(request)));

    public static Route PostForm(string template, Func<RouteRequest, Reply> handler) => new("POST", template, false, (request, _) => Task.FromResult(handler(request)));

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
