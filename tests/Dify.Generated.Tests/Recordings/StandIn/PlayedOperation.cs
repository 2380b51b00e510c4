using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings.StandIn;

/// <summary>
/// Plays a single recorded request of a workflow app to the stand-in, after what must have been there before it: a run, a form, a user.
/// </summary>
internal sealed partial class PlayedOperation : IAsyncDisposable
{
    // What an app says of itself is its configuration: the members and their types are compared.
    private static readonly string[] OfConfiguration = ["/parameters", "/site", "/meta", "/info"];

    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(25));
    private readonly RecordedExchange exchange;
    private readonly DifyTestServer server;
    private readonly HttpClient client;
    private readonly ExchangeComparison comparison = new();

    public PlayedOperation(RecordedExchange exchange)
    {
        this.exchange = exchange;
        server = DifyTestServer.Start(new DifyTestServerOptions
        {
            ServerVersion = exchange.Header("X-Version") ?? "1.14.2",
            HasSpeech = true,
            Strict = false,
        });
        client = new HttpClient { BaseAddress = new Uri(server.BaseAddress.GetLeftPart(UriPartial.Authority)) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.ApiKey);
    }

    /// <summary>Why a request of a collection of answers cannot be played; null if it can.</summary>
    public static string? LeftOut(RecordedExchange exchange) => exchange switch
    {
        _ when !Operation().IsMatch(exchange.Path) => "no operation of workflow apps",
        { IsEventStream: true } => "part of a stream",
        { Path: "/info", Method: "GET" } when (string?)RecordedEvent.Parse(exchange.BodyText)["mode"] != "workflow" =>
            "tells of an app of another kind",
        _ when exchange.Path.StartsWith("/files/", StringComparison.Ordinal) && exchange.Method == "GET" => "a file of a chat's message",
        _ => null,
    };

    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        using HttpResponseMessage response = await SendAsync(new HttpMethod(exchange.Method), await PrepareAsync(), Content());
        string body = await response.Content.ReadAsStringAsync(bound.Token);
        return [.. comparison.Head(exchange, response), .. CompareBody(body)];
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        bound.Dispose();
    }

    private IEnumerable<string> CompareBody(string body)
    {
        if (exchange.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return [];
        }

        return OfConfiguration.Contains(exchange.Path) && exchange.BodyText.Length > 0
            ? ExchangeComparison.Shapes(RecordedEvent.Parse(exchange.BodyText), RecordedEvent.Parse(body), exchange.ToString())
            : comparison.Bodies(exchange, body);
    }

    // What has to be there before the request; gives the request's path with the ids of the stand-in.
    private async Task<string> PrepareAsync()
    {
        string target = exchange.Target;
        if (exchange.Status >= 400)
        {
            // What was refused did not find what it asked for, or asked for nothing.
            return target;
        }

        if (Recording.IsStart(exchange))
        {
            server.OnRun(run => WriteEnded(run, (JObject)Answer()["data"]!));
            return RunById().Replace(target, $"/workflows/{server.WorkflowId}/run");
        }

        if (Recording.IsRunDetail(exchange))
        {
            JObject inputs = RecordedEvent.Parse((string)Answer()["inputs"]!);
            server.OnRun(run => WriteEnded(run, Answer()));
            await RunAsync(new JObject(inputs.Properties().Where(input => !input.Name.StartsWith("sys.", StringComparison.Ordinal))),
                (string)inputs["sys.user_id"]!);
            comparison.Learn((string?)Answer()["id"], server.Runs[0].RunId);
            return comparison.Translate(target);
        }

        if (exchange.Path == "/workflows/logs")
        {
            JToken[] rows = [.. Answer()["data"]!];
            int count = rows.Length + ((bool)Answer()["has_more"]! ? 1 : 0);
            for (int row = 0; row < count; row++)
            {
                JToken told = rows[Math.Min(row, rows.Length - 1)];
                server.OnRun(run => WriteEnded(run, (JObject)told["workflow_run"]!));
                await RunAsync([], (string)told["created_by_end_user"]!["session_id"]!);
            }
        }

        if (Recording.IsForm(exchange))
        {
            server.OnRun(run => run.Started().Pause(Form(exchange.Path.Split('/')[^1])).Finish());
            await RunAsync([], "somebody");
        }

        if (exchange.Path.StartsWith("/end-users/", StringComparison.Ordinal))
        {
            const string Upload = "--b\r\nContent-Disposition: form-data; name=\"user\"\r\n\r\n{0}\r\n" +
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n" +
                "Content-Type: text/plain\r\n\r\na\r\n--b--\r\n";
            string user = (string)Answer()["session_id"]!;
            using HttpResponseMessage response =
                await SendAsync(HttpMethod.Post, "/v1/files/upload", Multipart(Upload.Replace("{0}", user, StringComparison.Ordinal)));
            JObject file = RecordedEvent.Parse(await response.Content.ReadAsStringAsync(bound.Token));
            comparison.Learn((string?)Answer()["id"], (string)file["created_by"]!);
            return comparison.Translate(target);
        }

        if (exchange.Path == "/audio-to-text")
        {
            server.Transcript = (string)Answer()["text"]!;
        }

        return target;
    }

    private JObject Answer() => RecordedEvent.Parse(exchange.BodyText);

    private HttpContent? Content() => exchange.Body is not { Length: > 0 } body || exchange.Method is "GET" or "HEAD" or "OPTIONS" ? null
        : body.StartsWith("--", StringComparison.Ordinal) ? Multipart(body)
        : new StringContent(body, Encoding.UTF8, "application/json");

    // Its first line is the boundary.
    private static ByteArrayContent Multipart(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + body.Split("\r\n", 2)[0][2..]);
        return content;
    }

    private PauseForm Form(string token)
    {
        if (exchange.Method == "GET")
        {
            return new PauseForm
            {
                Token = token,
                Content = (string)Answer()["form_content"]!,
                Inputs = [.. Answer()["inputs"]!.Select(RecordedForms.Input)],
                Actions = [.. Answer()["user_actions"]!.Select(RecordedForms.Action)],
            };
        }

        JObject sent = RecordedEvent.Parse(exchange.Body!);
        string action = (string)sent["action"]!;
        return new PauseForm
        {
            Token = token,
            Inputs = [.. ((JObject)sent["inputs"]!).Properties().Select(input => new PauseFormInput(input.Name))],
            Actions = [new PauseFormAction(action, action)],
        };
    }

    private async Task RunAsync(JObject inputs, string user)
    {
        string body = new JObject { ["inputs"] = inputs, ["response_mode"] = "blocking", ["user"] = user }.ToString();
        using HttpResponseMessage response =
            await SendAsync(HttpMethod.Post, "/v1/workflows/run", new StringContent(body, Encoding.UTF8, "application/json"));
        response.EnsureSuccessStatusCode();
    }

    private static void WriteEnded(RunScriptBuilder run, JObject end)
    {
        run.Started();
        for (int step = 0; step < (int)end["total_steps"]!; step++)
        {
            run.NodeStarted($"node-{step}").NodeFinished($"node-{step}");
        }

        if ((string?)end["status"] == "failed")
        {
            run.Fail((string)end["error"]!);
        }
        else
        {
            run.Finish(end["outputs"], (long)end["total_tokens"]!);
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, HttpContent? content) =>
        client.SendAsync(new HttpRequestMessage(method, target) { Content = content }, bound.Token);

    [GeneratedRegex("/workflows/[0-9a-f-]{36}/run")]
    private static partial Regex RunById();

    [GeneratedRegex("^/(workflows/|form/human_input/|files/|end-users/|audio-to-text$|text-to-audio$|parameters$|info$|site$|meta$)")]
    private static partial Regex Operation();
}
