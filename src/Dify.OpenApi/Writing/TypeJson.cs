using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Model;
using Dify.OpenApi.Problems;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Writes a generated type as a named schema.</summary>
internal sealed class TypeJson(ContractType type, Language language)
{
    /// <summary>The extension with the C# that reads a member.</summary>
    public const string ReadMember = "x-dify-read";

    /// <summary>The extension with the C# that writes a member.</summary>
    public const string WriteMember = "x-dify-write";

    /// <summary>The extension with the C# that tells whether an essential member is missing.</summary>
    public const string Missing = "x-dify-missing";

    private readonly Sentences sentences = new(language);

    public JsonObject Write() => type.Kind switch
    {
        ContractTypeKind.Enum => Enum(),
        ContractTypeKind.Event => Event(),
        ContractTypeKind.Options => Options(),
        ContractTypeKind.EventBase => EventBase(),
        _ => Object(),
    };

    public static JsonObject Property(ContractProperty property, Language language)
    {
        var json = ShapeJson.Write(property.Shape);
        json["x-dify-name"] = property.Name;
        json["x-dify-type"] = property.Shape.CSharpType;
        if (property.IsRequired)
        {
            json["x-dify-required"] = true;
        }

        if (property.IsAlways)
        {
            json["x-dify-always"] = true;
        }
        else if (property.MayBeNull)
        {
            json["x-dify-optional"] = true;
        }

        json[ReadMember] = ReadExpression.Write(property.Shape, property.Name);
        json[WriteMember] = WriteStatement.Write(property.Shape, property.Name, property.MayBeNull);
        json["description"] = PlainText.Documentation(property.Description.For(language)) ?? new Sentences(language).Property(
            property.WireName);
        return json;
    }

    private JsonObject Enum()
    {
        var json = Start("string", "enum");
        json["enum"] = new JsonArray([.. type.Values.Select(value => JsonValue.Create(value.Value))]);
        json["x-enumNames"] = new JsonArray([.. type.Values.Select(value => JsonValue.Create(value.Name))]);
        json["x-dify-enum-descriptions"] = new JsonArray(
            [.. type.Values.Select(value => JsonValue.Create(value.Description.For(language) ?? sentences.EnumValue(value.Value)))]);
        return json;
    }

    private JsonObject Object()
    {
        var json = Start("object", "object");
        json["properties"] = Properties();
        if (type.Essentials.Count > 0)
        {
            json["x-dify-essential"] = new JsonObject(type.Essentials.Select(
                member => KeyValuePair.Create<string, JsonNode?>(
                    member.Place, new JsonObject { ["need"] = member.Need, [Missing] = MissingExpression.Write(member) })));
        }

        return json;
    }

    private JsonObject EventBase()
    {
        var json = type.BaseType is null ? Start("object", "event-base") : Derived("event-base");
        json["x-dify-discriminator"] = type.DiscriminatorProperty;
        json["x-dify-catalogs"] = new JsonObject(type.Catalogs.Select(catalog =>
            KeyValuePair.Create<string, JsonNode?>(catalog.Name, new JsonObject
            {
                ["events"] = new JsonObject(
                catalog.Events.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Value, entry.TypeName))),
                ["unknown"] = catalog.UnknownEvent,
            })));
        if (type.UnknownEvent is not null)
        {
            json["x-dify-unknown-event"] = type.UnknownEvent;
        }

        if (type.BaseType is null)
        {
            json["properties"] = Properties();
        }

        return json;
    }

    /// <summary>Never on the wire as it is: each member is a parameter of its own.</summary>
    private JsonObject Options()
    {
        var json = new JsonObject { ["type"] = "object", ["x-dify-kind"] = "options", ["description"] = Description() };
        var members = new JsonObject();
        foreach (var member in type.Properties)
        {
            var (place, wireName) = (member.WireName.Split(' ')[0], member.WireName[(member.WireName.IndexOf(' ') + 1)..]);
            members[member.WireName] = new JsonObject
            {
                ["x-dify-name"] = member.Name,
                ["x-dify-type"] = member.Shape.CSharpType,
                ["description"] = FittingProse.OfParameter(member.Description.For(language)) ?? sentences.Parameter(place, wireName),
            };
        }

        json["properties"] = members;
        return json;
    }

    private JsonObject Event()
    {
        var json = Derived("event");
        json["x-dify-event"] = type.EventValue;
        return json;
    }

    private JsonObject Derived(string kind)
    {
        var json = new JsonObject
        {
            ["x-dify-kind"] = kind,
            ["allOf"] = new JsonArray(
                new JsonObject { ["$ref"] = $"#/components/schemas/{type.BaseType}" },
                new JsonObject { ["type"] = "object", ["properties"] = Properties() }),
        };
        json["description"] = Description();
        return json;
    }

    private string Description() => PlainText.Documentation(type.Description.For(language)) ?? sentences.Type(type);

    private JsonObject Start(string jsonType, string kind)
    {
        var json = new JsonObject { ["type"] = jsonType, ["x-dify-kind"] = kind };
        if (type.IsRequest && kind == "object")
        {
            json["x-dify-request"] = true;
        }

        json["description"] = Description();
        return json;
    }

    private JsonObject Properties()
    {
        var properties = new JsonObject();
        foreach (var property in type.Properties)
        {
            properties[property.WireName] = Property(property, language);
        }

        return properties;
    }
}
