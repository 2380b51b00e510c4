using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>
/// What a test in another language asks of the stand-in itself, on paths that no Dify has: the requests, runs and files, and another
/// script. Nothing is changed by a method that a browser sends to another origin without asking first, and it is given no leave.
/// </summary>
internal sealed class ControlRoutes(DifyTestServer server, DifyApp app)
{
    public const string BasePath = "/__dify";

    private readonly RunScript? first = app.Options.Script;

    public async Task AnswerAsync(HttpContext context, string path, CancellationToken cancellationToken)
    {
        byte[]? body = await RequestReader.ReadBodyAsync(context.Request, cancellationToken).ConfigureAwait(false);
        ContentReply reply = body is null
            ? Problem.Create(413, "too_large", "The body is too large.")
            : Answer(context.Request.Method, path.TrimEnd('/'), body);
        await reply.WriteAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private ContentReply Answer(string method, string path, byte[] body)
    {
        switch (method, path)
        {
            case ("GET", ""):
                return ContentReply.Json(200, Overview());
            case ("DELETE", ""):
                server.Forget();
                return Done;
            case ("GET", "/requests"):
                return ContentReply.Json(200, new JArray(server.Requests.Select(RequestJson.Of)));
            case ("DELETE", "/requests"):
                server.ClearRequests();
                return Done;
            case ("GET", "/runs"):
                return ContentReply.Json(200, new JArray(server.Runs.Select(RunJson)));
            case ("GET", "/files"):
                return ContentReply.Json(200, new JArray(server.Uploads.Select(FileJson)));
            case ("PUT", "/script"):
                return UseScript(Encoding.UTF8.GetString(body));
            case ("DELETE", "/script"):
                server.UseScript(first);
                return Done;
            case ("GET", _) when path.StartsWith("/files/", StringComparison.Ordinal):
                return app.Files.Find(path["/files/".Length..]) is { } file
                    ? new ContentReply(200, file.ContentType, file.Content)
                    : Problem.NotFound("There is no such file.");
            default:
                return Problem.NotFound(
                    $"There are GET and DELETE of {BasePath} and {BasePath}/requests, GET of {BasePath}/runs, {BasePath}/files and "
                    + $"{BasePath}/files/ID, PUT and DELETE of {BasePath}/script.");
        }
    }

    private static ContentReply Done => new(204, null, []);

    private ContentReply UseScript(string json)
    {
        try
        {
            server.UseScript(RunScript.Parse(json));
            return Done;
        }
        catch (RunScriptException exception)
        {
            return Problem.Create(400, "script_unusable", exception.Message);
        }
    }

    private JObject Overview() => new()
    {
        ["base_url"] = server.BaseAddress.AbsoluteUri,
        ["api_key"] = server.ApiKey,
        ["knowledge_api_key"] = server.KnowledgeApiKey,
        ["app"] = server.App.ToString().ToLowerInvariant(),
        ["server_version"] = app.Options.ServerVersion,
        ["workflow_id"] = server.WorkflowId,
        ["requests"] = server.Requests.Count,
        ["runs"] = server.Runs.Count,
        ["files"] = server.Uploads.Count,
    };

    private static JObject RunJson(TestRun run) => new()
    {
        ["workflow_run_id"] = run.RunId,
        ["task_id"] = run.TaskId,
        ["workflow_id"] = run.WorkflowId,
        ["conversation_id"] = run.ConversationId,
        ["message_id"] = run.MessageId,
        ["query"] = run.Query,
        ["user"] = run.User,
        ["inputs"] = run.Inputs.DeepClone(),
        ["status"] = run.Status,
        ["stop_calls"] = run.StopCalls,
        ["open_streams"] = run.OpenStreams,
    };

    private static JObject FileJson(UploadedFile file) => new()
    {
        ["id"] = file.Id,
        ["name"] = file.Name,
        ["content_type"] = file.ContentType,
        ["size"] = file.Content.Length,
        ["user"] = file.User,
        ["content"] = $"{BasePath}/files/{file.Id}",
    };
}
