using System.Net;
using System.Text;

namespace Dify.Generated.Testing;

/// <summary>The HTML pages with which routers and proxies answer in place of the application.</summary>
internal static class HtmlPage
{
    public static ContentReply Create(int status, string reason)
    {
        string title = $"{status} {WebUtility.HtmlEncode(reason)}";
        string page = $"<!doctype html>\n<html lang=\"en\">\n<head><title>{title}</title></head>\n<body><h1>{title}</h1></body>\n</html>\n";
        return new ContentReply(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
    }

    /// <summary>The page that sends a caller to another address.</summary>
    public static ContentReply Redirect(int status, string location) => Create(status, "Redirecting...").With("Location", location);

    public static ContentReply NotFound(string reason)
    {
        string page =
            $"<!doctype html>\n<html lang=\"en\">\n<head><title>404 Not Found</title></head>\n<body><h1>Not Found</h1><p>{WebUtility.HtmlEncode(reason)}</p></body>\n</html>\n";
        return new ContentReply(404, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));
    }
}
