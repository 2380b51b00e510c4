using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Shapes a request body: a JSON type, or a form's parts.</summary>
internal sealed class BodyShaper(TypeMapper mapper, NameTable table, ExplanationLog log)
{
    public ContractBody? Shape(ApiOperation operation, string id, PropertyNames names)
    {
        if (operation.Body is not { Contents.Count: > 0 } body)
        {
            return null;
        }

        var place = $"{operation.Key} request";
        var json = body.Contents.FirstOrDefault(content => MediaTypes.IsJson(content.MediaType));
        var form = body.Contents.FirstOrDefault(content => MediaTypes.IsForm(content.MediaType));
        var chosen = json ?? form ?? throw body.Contents[0].Origin.Refuse(
            Rule.KnownMediaType,
            $"{place} is {body.Contents[0].MediaType}. The client sends application/json and multipart/form-data.");
        if (body.Contents.Count > 1)
        {
            log.Add(place, $"sent as {chosen.MediaType}", "one form of a request is enough");
        }

        if (!body.Required.InRequest)
        {
            log.Add(place, "always sent", "every Dify operation with a body reads it, and an empty one says the same as none");
        }

        return chosen == json
            ? new ContractBody(MediaTypes.Json, ShapeJson(json.Use, place, id), [], body.Description)
            : new ContractBody(
                MediaTypes.Form, null, ShapeForm(form!, place, id, table.Parameters(operation.Key), names), body.Description);
    }

    private ContractShape ShapeJson(SchemaUse? use, string place, string id)
    {
        var fallback = $"{Words.Pascal(id)}Request";
        if (use is null)
        {
            return ContractShape.AnyJson;
        }

        return mapper.Map(use, place, fallback, "", isRequest: true);
    }

    private ContractProperty[] ShapeForm(ApiContent form, string place, string id, IReadOnlyList<string> pinned, PropertyNames names)
    {
        if (form.Use?.Schema is not { Properties.Count: > 0 } schema)
        {
            throw form.Origin.Refuse(Rule.Structure, $"{place} is a form without parts. Describe its properties.");
        }

        // Whatever the document lists first, files come first and required parts before others; the wire does not mind.
        var parts = ArgumentShaper.InOrder(
            schema.Properties.Values,
            pinned,
            property => $"form {property.Name}",
            property => IsFile(property.Use.Schema) ? 0 : property.Required.InRequest && !property.Use.AllowsNull ? 1 : 2);
        return [.. parts.Select(property => ShapePart(property, $"{place}.{property.Name}", id, names))];
    }

    private static bool HoldsObjects(Schema schema) =>
        schema.Kinds.Contains("object")
            || schema.Alternatives.Exists(alternative => HoldsObjects(alternative.Schema))
            || (schema.Items is { } items && HoldsObjects(items.Schema));

    private static bool IsFile(Schema schema) => schema.Format == "binary" || schema.Items?.Schema.Format == "binary";

    private ContractProperty ShapePart(SchemaProperty property, string place, string id, PropertyNames names)
    {
        var schema = property.Use.Schema;
        ContractShape shape;
        if (schema.Items?.Schema.Format == "binary")
        {
            log.Add(place, "one file", "the client sends one file per form");
            shape = new ContractShape { CSharpType = "string", JsonType = "string", Format = "binary" };
        }
        else if (mapper.Map(
            property.Use,
            place,
            Words.Pascal(id) + Words.Pascal(property.Name),
            property.Name,
            isRequest: true) is { TypeName: not null, JsonType: null, IsWord: false } json)
        {
            log.Add(place, $"JSON of {json.TypeName}", "a form's part carries text, and the server reads JSON in it");
            shape = json;
        }
        else if (!HoldsObjects(schema) && ParameterShaper.Sendable(
            mapper.Map(property.Use, place, Words.Pascal(id) + Words.Pascal(property.Name), property.Name, isRequest: true),
            place,
            log) is { } sendable)
        {
            shape = sendable;
        }
        else
        {
            log.Add(place, "a string", "a form's part carries text or a file; write JSON into it");
            shape = ContractShape.Text;
        }

        return TypeBuilder.ToProperty(property, shape, names, isRequest: true);
    }
}
