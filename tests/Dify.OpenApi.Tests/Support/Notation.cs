using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Documents;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Dify.OpenApi.Tests.Support;

/// <summary>Writes a document in another notation that means the same.</summary>
internal static class Notation
{
    public static string Json(string file) => NodeJson.Write(SourceDocumentReader.Read(file).Root);

    /// <summary>As OpenAPI 3.1, by Microsoft.OpenApi.</summary>
    public static string Version31(string file)
    {
        var document = OpenApiModelFactory.Parse(Json(file), "json", new OpenApiReaderSettings()).Document!;
        using var writer = new StringWriter();
        document.SerializeAsV31(new OpenApiJsonWriter(writer));
        var written = JsonNode.Parse(writer.ToString())!;
        KeepBesideReferences(JsonNode.Parse(Json(file))!, written);
        return written.ToJsonString();
    }

    /// <summary>With components, paths and the members of every object but schemas' properties in reverse order.</summary>
    public static string Reordered(string file)
    {
        var root = JsonNode.Parse(Json(file))!.AsObject();
        var paths = Reverse(root["paths"]!.AsObject());
        var components = new JsonObject();
        foreach (var section in root["components"]!.AsObject().Reverse())
        {
            components[section.Key] = Reverse(section.Value!.AsObject());
        }

        var document = new JsonObject { ["components"] = components, ["paths"] = paths };
        foreach (var member in root.Where(member => member.Key is not ("paths" or "components")))
        {
            document[member.Key] = member.Value!.DeepClone();
        }

        return document.ToJsonString();
    }

    /// <summary>Of 3.0, Microsoft.OpenApi reads a reference alone, as that version has it; 3.1 knows the prose beside it.</summary>
    private static void KeepBesideReferences(JsonNode? source, JsonNode? written)
    {
        switch (source, written)
        {
            case (JsonObject from, JsonObject to):
                foreach (var (name, value) in from)
                {
                    if (name is "summary" or "description" && from.ContainsKey("$ref") && to.ContainsKey("$ref"))
                    {
                        to[name] = value!.DeepClone();
                    }

                    KeepBesideReferences(value, to[name]);
                }

                break;
            case (JsonArray from, JsonArray to):
                foreach (var (one, other) in from.Zip(to))
                {
                    KeepBesideReferences(one, other);
                }

                break;
        }
    }

    /// <summary>As a page of documentation.</summary>
    public static string Page(string file) =>
        $"# A page\n\nSome words.\n\n````yaml en/api.json post /x\n{File.ReadAllText(file)}````\n\nMore words.\n";

    private static JsonObject Reverse(JsonObject members)
    {
        var reversed = new JsonObject();
        foreach (var member in members.Reverse())
        {
            reversed[member.Key] = member.Value?.DeepClone();
        }

        return reversed;
    }
}
