using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Types;
using WireMock.Util;

namespace Dify.Generated.Tests.Live;

/// <summary>
/// A console as the tests against a real server need one: accounts, cookies, the token against forged requests, apps, keys.
/// It refuses what Dify's does.
/// </summary>
internal sealed class ConsoleStub : IDisposable
{
    public const string Email = "owner@example.com";
    public const string Password = "pässword1";

    private const string Access = "access-1";
    private const string Csrf = "csrf-1";

    private readonly WireMockServer server = WireMockServer.Start();
    private readonly string appKey;
    private readonly string cookiePrefix;
    private readonly bool asksBack;
    private bool isSetUp;

    /// <summary>Starts a console.</summary>
    /// <param name="appKey">The key that every app gets.</param>
    /// <param name="isSetUp">Whether there is an account already.</param>
    /// <param name="cookiePrefix">What stands before the names of cookies.</param>
    /// <param name="asksBack">Whether every import has to be confirmed.</param>
    public ConsoleStub(string appKey, bool isSetUp = true, string cookiePrefix = "", bool asksBack = false)
    {
        this.appKey = appKey;
        this.isSetUp = isSetUp;
        this.cookiePrefix = cookiePrefix;
        this.asksBack = asksBack;
        server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithCallback(Answer));
    }

    public Uri Address => new(server.Url!);

    /// <summary>The apps that are there, each with what was done to it.</summary>
    public ConcurrentDictionary<string, StubApp> Apps { get; } = new(StringComparer.Ordinal);

    public void Dispose() => server.Dispose();

    private ResponseMessage Answer(IRequestMessage request)
    {
        string[] path = request.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is not ["console", "api", .. var words])
        {
            return Reply(404, "<html>not here</html>");
        }

        JObject body = string.IsNullOrEmpty(request.Body) ? [] : JObject.Parse(request.Body);
        switch (request.Method, words)
        {
            case ("GET", ["setup"]):
                return Reply(200, new JObject { ["step"] = isSetUp ? "finished" : "not_started" });
            case ("POST", ["setup"]) when !isSetUp && (string?)body["email"] == Email && (string?)body["password"] == Password:
                isSetUp = true;
                return Reply(201, new JObject { ["result"] = "success" });
            case ("POST", ["login"]):
                return LogIn(body);
            case var _ when !IsAuthorized(request):
                return Problem(401, "unauthorized", "CSRF token is missing or invalid.");
            case ("POST", ["apps", "imports"]):
                return Import(body);
            case ("POST", ["apps", "imports", var id, "confirm"]) when Apps.TryGetValue(id, out StubApp? app):
                app.IsConfirmed = true;
                return Reply(200, new JObject { ["id"] = id, ["status"] = "completed", ["app_id"] = id });
            case ("POST", ["apps", var id, "workflows", "publish"]) when Apps.TryGetValue(id, out StubApp? app) && app.IsConfirmed:
                app.IsPublished = true;
                return Reply(200, new JObject { ["result"] = "success" });
            case ("POST", ["apps", var id, "api-keys"]) when Apps.TryGetValue(id, out StubApp? app) && app.IsPublished:
                return Reply(201, new JObject { ["id"] = Guid.NewGuid(), ["type"] = "app", ["token"] = appKey });
            case ("DELETE", ["apps", var id]) when Apps.TryRemove(id, out _):
                return Reply(204, string.Empty);
            default:
                return Problem(404, "not_found", "not found");
        }
    }

    private ResponseMessage LogIn(JObject body)
    {
        string sent = Convert.ToBase64String(Encoding.UTF8.GetBytes(Password));
        if (!isSetUp || (string?)body["email"] != Email || (string?)body["password"] != sent)
        {
            return Problem(401, "authentication_failed", "Invalid email or password.");
        }

        ResponseMessage reply = Reply(200, new JObject { ["result"] = "success" });
        reply.AddHeader(
            "Set-Cookie",
            $"{cookiePrefix}access_token={Access}; HttpOnly; Secure; Path=/; SameSite=Lax",
            $"{cookiePrefix}csrf_token={Csrf}; Secure; Path=/");
        return reply;
    }

    private bool IsAuthorized(IRequestMessage request)
        => request.Cookies is { } cookies
            && cookies.TryGetValue(cookiePrefix + "access_token", out string? access) && access == Access
            && cookies.TryGetValue(cookiePrefix + "csrf_token", out string? token) && token == Csrf
            && request.Headers is { } headers
            && headers.TryGetValue("X-CSRF-Token", out WireMockList<string>? sent) && sent.Single() == Csrf;

    private ResponseMessage Import(JObject body)
    {
        if ((string?)body["mode"] != "yaml-content"
            || (string?)body["yaml_content"] is not { } yaml
            || !yaml.Contains("kind: app", StringComparison.Ordinal))
        {
            return Reply(400, new JObject { ["status"] = "failed", ["error"] = "Missing app data in YAML content" });
        }

        var id = Guid.NewGuid().ToString();
        Apps[id] = new StubApp(yaml) { IsConfirmed = !asksBack };
        return asksBack
            ? Reply(202, new JObject { ["id"] = id, ["status"] = "pending" })
            : Reply(200, new JObject { ["id"] = Guid.NewGuid(), ["status"] = "completed-with-warnings", ["app_id"] = id });
    }

    private static ResponseMessage Problem(int status, string code, string message)
        => Reply(status, new JObject { ["code"] = code, ["message"] = message, ["status"] = status });

    private static ResponseMessage Reply(int status, JObject json) => Reply(status, json.ToString(Formatting.None));

    private static ResponseMessage Reply(int status, string text) => new()
    {
        StatusCode = status,
        Headers = new Dictionary<string, WireMockList<string>>
        {
            ["Content-Type"] = new(text.StartsWith('<') ? "text/html" : "application/json"),
        },
        BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = text, Encoding = Encoding.UTF8 },
    };

    /// <summary>An app of the stub.</summary>
    internal sealed class StubApp(string yaml)
    {
        public string Yaml => yaml;

        public bool IsConfirmed { get; set; }

        public bool IsPublished { get; set; }
    }
}
