using System.Text.Json.Nodes;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Writes a value's JSON schema.</summary>
internal static class ShapeJson
{
    public static JsonObject Write(ContractShape shape)
    {
        if (shape.TypeName is not null && shape.JsonType is null)
        {
            return new JsonObject { ["$ref"] = $"#/components/schemas/{shape.TypeName}" };
        }

        var json = new JsonObject();
        if (shape.JsonType is not null)
        {
            json["type"] = shape.JsonType;
        }

        if (shape.Format is not null)
        {
            json["format"] = shape.Format;
        }

        if (shape.Element is not null)
        {
            json[shape.JsonType == "array" ? "items" : "additionalProperties"] = Write(shape.Element);
        }

        return json;
    }
}
