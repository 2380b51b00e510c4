using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

/// <summary>Tells whether two schemas describe the same values, whatever their prose and names.</summary>
internal static class SchemaSignature
{
    private const int MaximumLength = 100_000;

    public static bool Same(Schema left, Schema right) => ReferenceEquals(left, right) || Of(left) == Of(right);

    private static string Of(Schema schema)
    {
        var text = new StringBuilder();
        Append(text, schema, []);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Schema schema, List<Schema> path)
    {
        var circle = path.IndexOf(schema);
        if (circle >= 0 || text.Length > MaximumLength)
        {
            text.Append('^').Append(path.Count - circle);
            return;
        }

        path.Add(schema);
        text.AppendJoin('|', schema.Kinds).Append(':').Append(schema.Format);
        if (schema.Enum is not null)
        {
            text.Append('=').AppendJoin('|', schema.Enum.Order(StringComparer.Ordinal));
        }

        foreach (var property in schema.Properties.Values.OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            text.Append('{')
                .Append(property.Name)
                .Append(property.Required.InResponse ? '!' : ' ')
                .Append(property.Required.InRequest ? '!' : ' ');
            Append(text, property.Use, path);
            text.Append('}');
        }

        foreach (var use in new[] { schema.More, schema.Items }.OfType<SchemaUse>().Concat(schema.Alternatives))
        {
            text.Append('[');
            Append(text, use, path);
            text.Append(']');
        }

        path.RemoveAt(path.Count - 1);
    }

    private static void Append(StringBuilder text, SchemaUse use, List<Schema> path)
    {
        text.Append(use.AllowsNull ? '?' : ' ');
        Append(text, use.Schema, path);
    }
}
