using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The error answers of a real server.</summary>
internal static class Problem
{
    /// <summary>The code of a refusal that only the stand-in makes.</summary>
    public const string ContractCode = "stand_in_contract";

    public static ContentReply Create(int status, string code, string message) =>
        ContentReply.Json(status, new JObject { ["code"] = code, ["message"] = message, ["status"] = status });

    public static ContentReply InvalidParameter(string message) => Create(400, "invalid_param", message);

    public static ContentReply BadRequest(string message) => Create(400, "bad_request", message);

    /// <summary>What the server says when it has tripped over a request.</summary>
    public static ContentReply Unknown => Create(500, "unknown", "Internal Server Error");

    /// <summary>What an app says that has no configuration, or is of a kind that the operation is not meant for.</summary>
    public static ContentReply AppUnavailable =>
        Create(400, "app_unavailable", "App unavailable, please check your app configurations.");

    /// <summary>What another app says to an operation of chats, or of workflows.</summary>
    public static ContentReply NotApp(string code) => Create(400, code, "Please check if your app mode matches the right API route.");

    public static ContentReply NotFound(string message) => Create(404, "not_found", message);

    public static ContentReply Unauthorized(string message) =>
        Create(401, "unauthorized", message).With("WWW-Authenticate", "Bearer realm=\"api\"");
}
