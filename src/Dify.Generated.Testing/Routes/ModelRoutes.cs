using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The models that knowledge bases can use: one of each type, of a provider that is none.</summary>
internal sealed class ModelRoutes(DifyApp app)
{
    private const string Provider = "stand-in/models/models";

    // What a model of each type says of itself.
    private static readonly Dictionary<string, JObject> Properties = new()
    {
        ["llm"] = new JObject { ["mode"] = "chat", ["context_size"] = 16000 },
        ["text-embedding"] = new JObject { ["context_size"] = 8000, ["max_chunks"] = 10 },
        ["rerank"] = new JObject { ["context_size"] = 8000 },
        ["speech2text"] = new JObject { ["file_upload_limit"] = 25 },
        ["moderation"] = new JObject { ["max_chunks"] = 32 },
        ["tts"] = new JObject { ["default_voice"] = "stand-in", ["word_limit"] = 120 },
    };

    public IEnumerable<Route> All => [Route.Get("/workspaces/current/models/model-types/{model_type}", List)];

    private Reply List(RouteRequest request)
    {
        string type = request.PathValue("model_type");
        return Properties.TryGetValue(type, out JObject? properties)
            ? ContentReply.Json(200, new JObject { ["data"] = new JArray(ProviderOf(request, type, properties)) })
            : Problem.InvalidParameter($"'{type}' is not a valid ModelType; there are {string.Join(", ", Properties.Keys.Order())}.");
    }

    private JObject ProviderOf(RouteRequest request, string type, JObject properties)
    {
        string icons = $"{request.Origin}/console/api/workspaces/{app.TenantId}/model-providers/{Provider}/icon_small/";
        return new JObject
        {
            ["tenant_id"] = app.TenantId,
            ["provider"] = Provider,
            ["label"] = Named("Stand-in"),
            ["icon_small"] = new JObject { ["zh_Hans"] = icons + "zh_Hans", ["en_US"] = icons + "en_US" },
            ["icon_small_dark"] = null,
            ["status"] = "active",
            ["models"] = new JArray(new JObject
            {
                ["model"] = "stand-in-" + type,
                ["label"] = Named("stand-in-" + type),
                ["model_type"] = type,
                ["features"] = type == "llm" ? new JArray("tool-call", "stream-tool-call", "vision") : null,
                ["fetch_from"] = "predefined-model",
                ["model_properties"] = properties.DeepClone(),
                ["deprecated"] = false,
                ["status"] = "active",
                ["load_balancing_enabled"] = false,
                ["has_invalid_load_balancing_configs"] = false,
            }),
        };
    }

    private static JObject Named(string name) => new() { ["zh_Hans"] = name, ["en_US"] = name };
}
