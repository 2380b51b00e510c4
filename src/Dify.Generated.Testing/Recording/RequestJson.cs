using System.Globalization;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A recorded request as JSON, for tests in other languages.</summary>
internal static class RequestJson
{
    public static JObject Of(RecordedRequest request) => new()
    {
        ["received_at"] = request.ReceivedAt.ToString("O", CultureInfo.InvariantCulture),
        ["method"] = request.Method,
        ["target"] = request.Target,
        ["path"] = request.Path,
        ["operation"] = request.Operation,
        ["status"] = request.Status,
        ["findings"] = new JArray(request.Problems),
        ["query"] = new JObject(request.Query.Select(pair => new JProperty(pair.Key, new JArray(pair.Value)))),
        ["headers"] = new JObject(request.Headers.Select(pair => new JProperty(pair.Key, string.Join(", ", pair.Value)))),
        ["body"] = request.Parts.Count > 0 || request.Body.Length == 0 ? null : request.BodyText,
        ["json"] = request.Parts.Count > 0 ? null : Json(request.BodyText),
        ["parts"] = new JArray(request.Parts.Select(Part)),
    };

    private static JObject Part(RecordedFormPart part) => new()
    {
        ["name"] = part.Name,
        ["file_name"] = part.FileName,
        ["content_type"] = part.ContentType,
        ["size"] = part.Content.Length,
        ["text"] = part.FileName is null ? part.Text : null,
    };

    private static JToken? Json(string body)
    {
        try
        {
            return JsonText.ParseBody(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
