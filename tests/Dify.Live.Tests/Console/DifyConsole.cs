using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Live.Tests.Console;

/// <summary>What a test needs of Dify's console: apps from workflow files, published, with keys. As of Dify 1.14 to 1.16.</summary>
public sealed class DifyConsole : IDisposable
{
    private const string CsrfCookie = "csrf_token";

    // A server behind https puts this before the names of its cookies.
    private const string HostPrefix = "__Host-";

    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);
    private readonly HttpClient http;
    private readonly Uri root;

    /// <summary>Makes a console without an account.</summary>
    /// <param name="address">The address of the console, without <c>/console/api</c>.</param>
    public DifyConsole(Uri address)
    {
        root = new Uri(address.AbsoluteUri.TrimEnd('/') + "/console/api/");

        // The cookies are kept by hand: a server that believes to be behind https marks them as secure, also on a plain port.
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Logs in. On a server that has no account yet, the account is made first.</summary>
    public async Task LogInAsync(string email, string password, CancellationToken cancellationToken)
    {
        var setup = await SendAsync(HttpMethod.Get, "setup", null, cancellationToken);
        if ((string?)setup["step"] == "not_started")
        {
            var account = new JObject { ["email"] = email, ["name"] = "Live tests", ["password"] = password };
            await SendAsync(HttpMethod.Post, "setup", account, cancellationToken);
        }

        // The console's own pages send the password like this, so that it does not stand in logs as it is.
        var hidden = Convert.ToBase64String(Encoding.UTF8.GetBytes(password));
        var login = new JObject { ["email"] = email, ["password"] = hidden, ["remember_me"] = false };
        var answer = await SendAsync(HttpMethod.Post, "login", login, cancellationToken);
        if ((string?)answer["result"] != "success" || Cookie(CsrfCookie) is null)
        {
            throw new ConsoleException("The console let the account in without the cookies that Dify gives since 1.14. Is it older?");
        }
    }

    /// <summary>Makes an app from a workflow file.</summary>
    /// <param name="workflow">The file's YAML.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The id of the app.</returns>
    public async Task<string> ImportAsync(string workflow, CancellationToken cancellationToken)
    {
        var import = new JObject { ["mode"] = "yaml-content", ["yaml_content"] = workflow };
        var answer = await SendAsync(HttpMethod.Post, "apps/imports", import, cancellationToken);

        // The server asks back when the file was written for another version of the format.
        if ((string?)answer["status"] == "pending")
        {
            var id = Uri.EscapeDataString((string)answer["id"]!);
            answer = await SendAsync(HttpMethod.Post, $"apps/imports/{id}/confirm", [], cancellationToken);
        }

        return (string?)answer["status"] is "completed" or "completed-with-warnings" && (string?)answer["app_id"] is { } appId
            ? appId
            : throw new ConsoleException($"The workflow file was not imported: {answer["error"]}");
    }

    public Task PublishAsync(string appId, CancellationToken cancellationToken)
        => SendAsync(HttpMethod.Post, $"apps/{appId}/workflows/publish", [], cancellationToken);

    /// <summary>Makes a key for the app.</summary>
    public async Task<string> CreateKeyAsync(string appId, CancellationToken cancellationToken)
        => (string?)(await SendAsync(HttpMethod.Post, $"apps/{appId}/api-keys", [], cancellationToken))["token"]
            ?? throw new ConsoleException("The console made no key.");

    public Task DeleteAsync(string appId, CancellationToken cancellationToken)
        => SendAsync(HttpMethod.Delete, $"apps/{appId}", null, cancellationToken);

    public void Dispose() => http.Dispose();

    private async Task<JObject> SendAsync(HttpMethod method, string path, JObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToString(Formatting.None), Encoding.UTF8, "application/json");
        }

        if (cookies.Count > 0)
        {
            var pairs = cookies.Select(static cookie => $"{cookie.Key}={cookie.Value}");
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", pairs));
        }

        if (Cookie(CsrfCookie) is { } token)
        {
            request.Headers.TryAddWithoutValidation("X-CSRF-Token", token);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        Keep(response);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var words = text.Length > 500 ? text[..500] : text;
            throw new ConsoleException($"{method} {path}: the console answered {(int)response.StatusCode}: {words}");
        }

        try
        {
            return text.Trim().Length == 0 ? [] : JObject.Parse(text);
        }
        catch (JsonException)
        {
            var kind = response.Content.Headers.ContentType?.MediaType;
            throw new ConsoleException($"{method} {path}: that is not Dify's console, or not its address: it answered with {kind}.");
        }
    }

    private string? Cookie(string name) => cookies.GetValueOrDefault(name) ?? cookies.GetValueOrDefault(HostPrefix + name);

    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var lines))
        {
            return;
        }

        foreach (var line in lines)
        {
            var pair = line.Split(';')[0];
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                cookies[pair[..at].Trim()] = pair[(at + 1)..].Trim();
            }
        }
    }
}
