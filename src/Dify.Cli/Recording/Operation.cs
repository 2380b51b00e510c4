using System;
using System.Linq;

namespace Dify.Cli.Recording;

/// <summary>The operation that a request calls, named as scripts name it: its method and the template of its path.</summary>
/// <param name="Name">The operation, or the request itself if the API has no such operation.</param>
/// <param name="Id">The value of the path's parameter, or null.</param>
internal sealed record Operation(string Name, string? Id)
{
    public const string Run = "POST /workflows/run";
    public const string RunById = "POST /workflows/{workflow_id}/run";
    public const string Events = "GET /workflow/{workflow_run_id}/events";
    public const string Detail = "GET /workflows/run/{workflow_run_id}";
    public const string Chat = "POST /chat-messages";
    public const string Complete = "POST /completion-messages";
    public const string Transcribe = "POST /audio-to-text";
    public const string Speak = "POST /text-to-audio";

    private static readonly string[] Known =
    [
        Run, RunById, Events, Detail, "POST /workflows/tasks/{task_id}/stop", Transcribe, Speak,
        "GET /form/human_input/{form_token}", "POST /form/human_input/{form_token}",
        "GET /workflows/logs", "POST /files/upload", "GET /files/{file_id}/preview", "GET /end-users/{end_user_id}", "GET /info",
        "GET /parameters", "GET /meta", "GET /site", Chat, Complete, "POST /chat-messages/{task_id}/stop",
        "POST /completion-messages/{task_id}/stop", "POST /messages/{message_id}/feedbacks", "GET /messages/{message_id}/suggested",
        "GET /messages", "GET /conversations", "DELETE /conversations/{conversation_id}", "POST /conversations/{conversation_id}/name",
        "GET /conversations/{conversation_id}/variables", "PUT /conversations/{conversation_id}/variables/{variable_id}",
    ];

    /// <summary>Whether it stops what a task does.</summary>
    public bool IsStop => Name.EndsWith("/{task_id}/stop", StringComparison.Ordinal);

    /// <summary>Whether it starts what scripts call a run.</summary>
    public bool IsStart => Name is Run or RunById or Chat or Complete;

    /// <summary>Whether scripts can speak of it.</summary>
    public bool IsKnown => Known.Contains(Name);

    /// <summary>The operation of a method and a path below the base address.</summary>
    public static Operation Of(string method, string path)
    {
        string[] segments = path.Split('/');
        foreach (string known in Known.Where(known => known.StartsWith(method + " ", StringComparison.Ordinal)))
        {
            string[] template = known[(method.Length + 1)..].Split('/');
            if (template.Length == segments.Length && template.Zip(segments).All(pair => pair.First == pair.Second || IsPlace(pair.First)))
            {
                return new Operation(known, segments.Where((_, index) => IsPlace(template[index])).FirstOrDefault());
            }
        }

        return new Operation($"{method} {path}", null);
    }

    private static bool IsPlace(string segment) => segment.StartsWith('{');
}
