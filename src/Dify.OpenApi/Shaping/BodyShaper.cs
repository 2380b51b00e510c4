using System;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Shapes a request body: a JSON type, or a form's parts.</summary>
internal sealed class BodyShaper(TypeMapper mapper, ExplanationLog log)
{
    public ContractBody? Shape(ApiOperation operation, string id)
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
            : new ContractBody(MediaTypes.Form, null, ShapeForm(form!, place, id), body.Description);
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

    private ContractProperty[] ShapeForm(ApiContent form, string place, string id)
    {
        var names = new PropertyNames(id, Words.Camel, ReservedNames.IsVariable, log);
        if (form.Use?.Schema is not { Properties.Count: > 0 } schema)
        {
            throw form.Origin.Refuse(Rule.Structure, $"{place} is a form without parts. Describe its properties.");
        }

        // Files have no default and required parts none either, so they come first; the wire does not mind.
        return
        [
            .. schema.Properties.Values
                .Select(property => ShapePart(property, $"{place}.{property.Name}", id, names))
                .OrderBy(part => part.Shape.Format == "binary" ? 0 : part.IsRequired ? 1 : 2),
        ];
    }

    private ContractProperty ShapePart(SchemaProperty property, string place, string id, PropertyNames names)
    {
        var schema = property.Use.Schema;
        ContractShape shape;
        if (schema.Items?.Schema.Format == "binary")
        {
            log.Add(place, "one file", "the client sends one file per form");
            shape = new ContractShape { CSharpType = "string", JsonType = "string", Format = "binary" };
        }
        else if (schema.Kinds.SetEquals(["string"]) || schema.Kinds.IsSubsetOf(["integer", "number", "boolean"]) && schema.Kinds.Count == 1)
        {
            shape = mapper.Map(property.Use, place, Words.Pascal(id) + Words.Pascal(property.Name), property.Name, isRequest: true);
        }
        else
        {
            log.Add(place, "a string", "a form's part carries text or a file; write JSON into it");
            shape = ContractShape.Text;
        }

        return TypeBuilder.ToProperty(property, shape, names, isRequest: true);
    }
}
