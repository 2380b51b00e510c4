using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Documents;

/// <summary>An operation of a document.</summary>
internal sealed class DocumentOperation(ApiDocument document, string method, string path, JObject json, JArray? sharedParameters)
{
    public ApiDocument Document => document;

    public string Method => method;

    public string Path => path;

    public string Id => (string)json["operationId"]!;

    public JObject Json => json;

    public IReadOnlyList<JObject> Parameters { get; } =
        [.. (sharedParameters ?? []).Concat((JArray?)json["parameters"] ?? []).Select(document.Resolve)];

    public IReadOnlyDictionary<string, JObject> Responses { get; } =
        ((JObject)json["responses"]!).Properties().ToDictionary(response => response.Name, response => document.Resolve(response.Value));

    /// <summary>The schemas of the request body by media type.</summary>
    public IReadOnlyDictionary<string, JObject> Bodies { get; } =
        json["requestBody"] is JObject body ? SchemasOf(document.Resolve(body)) : new Dictionary<string, JObject>();

    /// <summary>The problems that the documents list, with an example of each.</summary>
    public IEnumerable<(int Status, string Code, JObject Example)> Problems
        => from response in Responses
           where response.Key[0] is '4' or '5'
           from media in ((JObject?)response.Value["content"] ?? []).Properties()
           from example in ((JObject?)media.Value["examples"] ?? []).Properties()
           let value = (JObject)document.Resolve(example.Value)["value"]!
           select (int.Parse(response.Key, null), (string)value["code"]!, value);

    /// <summary>The schemas of an answer by media type; empty if the documents have no such status.</summary>
    public IReadOnlyDictionary<string, JObject> Answer(int status)
        => Responses.TryGetValue(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out JObject? response)
            ? SchemasOf(response)
            : new Dictionary<string, JObject>();

    public override string ToString() => $"{Method} {Path}";

    private static Dictionary<string, JObject> SchemasOf(JObject bodyOrResponse)
        => ((JObject?)bodyOrResponse["content"] ?? []).Properties().ToDictionary(
            media => media.Name, media => (JObject?)media.Value["schema"] ?? [], StringComparer.OrdinalIgnoreCase);
}
