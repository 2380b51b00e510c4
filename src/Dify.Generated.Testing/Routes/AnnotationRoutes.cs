using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Questions whose answers the app has by heart, and the jobs that switch their use on and off.</summary>
internal sealed class AnnotationRoutes(DifyApp app)
{
    private const int LargestPage = 100;
    private const string JobsPath = "/apps/annotation-reply/{action}";

    private List<JObject> Annotations => app.Chats.Annotations;

    public IEnumerable<Route> All =>
    [
        Route.Get("/apps/annotations", List),
        Route.Post("/apps/annotations", Create),
        Route.Put("/apps/annotations/{annotation_id}", request => With(request, annotation => Update(request, annotation))),
        Route.Delete("/apps/annotations/{annotation_id}", request => With(request, Delete)),
        Route.Post(JobsPath, Switch),
        Route.Get(JobsPath + "/status/{job_id}", Status),
    ];

    private Reply List(RouteRequest request)
    {
        if (PageQuery.Read(request, LargestPage, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        string part = request.Query("keyword") ?? "";
        lock (app.Chats.Gate)
        {
            List<JObject> found = [.. Enumerable.Reverse(Annotations).Where(annotation => Holds(annotation, part))];
            return ContentReply.Json(200, page.ToJson(found, annotation => annotation.DeepClone()));
        }
    }

    private static bool Holds(JObject annotation, string part) => new[] { "question", "answer" }
        .Any(name => ((string?)annotation[name] ?? "").Contains(part, StringComparison.OrdinalIgnoreCase));

    private Reply With(RouteRequest request, Func<JObject, Reply> answer)
    {
        lock (app.Chats.Gate)
        {
            return Annotations.Find(annotation => (string?)annotation["id"] == request.PathValue("annotation_id")) is { } found
                ? answer(found)
                : Problem.NotFound("Annotation not found");
        }
    }

    private Reply Create(RouteRequest request)
    {
        var annotation = new JObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["question"] = request.Body["question"]!.DeepClone(),
            ["answer"] = request.Body["answer"]!.DeepClone(),
            ["hit_count"] = 0,
            ["created_at"] = app.Time.GetUtcNow().ToUnixTimeSeconds(),
        };
        lock (app.Chats.Gate)
        {
            Annotations.Add(annotation);
            return ContentReply.Json(201, annotation.DeepClone());
        }
    }

    private static ContentReply Update(RouteRequest request, JObject annotation)
    {
        annotation["question"] = request.Body["question"]!.DeepClone();
        annotation["answer"] = request.Body["answer"]!.DeepClone();
        return ContentReply.Json(200, annotation.DeepClone());
    }

    private Reply Delete(JObject annotation)
    {
        Annotations.Remove(annotation);
        return ContentReply.Gone;
    }

    private Reply Switch(RouteRequest request)
    {
        string action = request.PathValue("action");
        if (action is not ("enable" or "disable"))
        {
            return Problem.Unknown;
        }

        string id = Guid.NewGuid().ToString();
        lock (app.Chats.Gate)
        {
            DateTimeOffset now = app.Time.GetUtcNow();
            app.Chats.Jobs[(action, id)] = now;
            app.Chats.AnnotatedFrom = action == "enable" ? now + app.Options.IndexingTime : null;
        }

        return ContentReply.Json(200, new JObject { ["job_id"] = id, ["job_status"] = "waiting" });
    }

    private Reply Status(RouteRequest request)
    {
        string id = request.PathValue("job_id");
        lock (app.Chats.Gate)
        {
            if (!app.Chats.Jobs.TryGetValue((request.PathValue("action"), id), out DateTimeOffset begun))
            {
                return Problem.InvalidParameter("The job does not exist.");
            }

            bool isDone = app.Time.GetUtcNow() - begun >= app.Options.IndexingTime;
            return ContentReply.Json(200, new JObject
            {
                ["job_id"] = id,
                ["job_status"] = isDone ? "completed" : "waiting",
                ["error_msg"] = "",
            });
        }
    }
}
