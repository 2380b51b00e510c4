using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Problems;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>What only one of two descriptions has: the documents, or what a running server says of itself.</summary>
/// <param name="Kind">operation, parameter, request field, answer field or code.</param>
/// <param name="Place">Where, in the words of the wire.</param>
/// <param name="OnlyIn">documents or export.</param>
internal sealed record OneSided(string Kind, string Place, string OnlyIn);

/// <summary>Compares the documents with a server's export by operations, fields and codes. An export describes no events, so none are
/// compared.</summary>
internal static class ExportComparison
{
    private const int Deepest = 12;

    public static IReadOnlyList<OneSided> Compare(ApiDocument documents, ApiDocument export)
    {
        var result = new List<OneSided>();
        var left = documents.Operations.DistinctBy(operation => operation.Key)
            .ToDictionary(operation => operation.Key, StringComparer.Ordinal);
        var right = export.Operations.ToDictionary(operation => operation.Key, StringComparer.Ordinal);
        Tell(result, "operation", "", left.Keys, right.Keys);
        foreach (var key in left.Keys.Where(right.ContainsKey).Order(StringComparer.Ordinal))
        {
            Tell(result, "parameter", $"{key} ", Parameters(left[key]), Parameters(right[key]));
            Compare(result, "request field", $"{key} request", left[key].Body?.Contents, right[key].Body?.Contents);
            Compare(result, "answer field", $"{key} answer", Success(left[key]), Success(right[key]));
            Tell(result, "code", $"{key} ", Codes(left[key]), Codes(right[key]));
        }

        return result;
    }

    private static void Compare(
        List<OneSided> result, string kind, string place, IReadOnlyList<ApiContent>? left, IReadOnlyList<ApiContent>? right)
    {
        var described = (Of(left), Of(right));
        if (described is ({ } one, { } other))
        {
            var (ours, theirs) = (Fields(one), Fields(other));

            // Where one side leaves open what a value holds, it says nothing against the other.
            Tell(result, kind, place, ours.Names.Where(name => !IsBelow(name, theirs.Open)), theirs.Names.Where(
                name => !IsBelow(name, ours.Open)));
        }

        static SchemaUse? Of(IReadOnlyList<ApiContent>? contents) =>
            (contents?.FirstOrDefault(content => MediaTypes.IsJson(content.MediaType)) ?? contents?.FirstOrDefault(
                content => MediaTypes.IsForm(content.MediaType)))?.Use;
    }

    private static bool IsBelow(string name, HashSet<string> open) =>
        open.Any(owner => name.StartsWith(owner, StringComparison.Ordinal) && name.Length > owner.Length);

    private static (HashSet<string> Names, HashSet<string> Open) Fields(SchemaUse use)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        Collect(use.Schema, "", 0);
        return (names, open);

        void Collect(Schema schema, string path, int depth)
        {
            if (depth > Deepest)
            {
                return;
            }

            if (schema.Properties.Count == 0
                && schema.Alternatives.Count == 0
                && schema.Items is null
                && (schema.Kinds.Count == 0 || schema.Kinds.Contains("object")))
            {
                open.Add(path);
            }

            foreach (var property in schema.Properties.Values)
            {
                names.Add($"{path}.{property.Name}");
                Collect(property.Use.Schema, $"{path}.{property.Name}", depth + 1);
            }

            foreach (var alternative in schema.Alternatives)
            {
                Collect(alternative.Schema, path, depth + 1);
            }

            if (schema.Items is { } items)
            {
                Collect(items.Schema, $"{path}[]", depth + 1);
            }
        }
    }

    private static IEnumerable<string> Parameters(ApiOperation operation) =>
        operation.Parameters.Where(parameter => parameter.In != "path").Select(parameter => $"{parameter.In} {parameter.Name}");

    private static IReadOnlyList<ApiContent>? Success(ApiOperation operation) =>
        operation.Responses.Find(response => response.IsSuccess && response.Contents.Count > 0)?.Contents;

    private static IEnumerable<string> Codes(ApiOperation operation) =>
        operation.Responses.Where(response => !response.IsSuccess)
            .SelectMany(ProblemMentions.Of)
            .Select(mention => mention.Code)
            .Distinct(StringComparer.Ordinal);

    private static void Tell(List<OneSided> result, string kind, string place, IEnumerable<string> left, IEnumerable<string> right)
    {
        var (ours, theirs) = (left.ToHashSet(StringComparer.Ordinal), right.ToHashSet(StringComparer.Ordinal));
        result.AddRange(ours.Except(theirs).Order(StringComparer.Ordinal).Select(name => new OneSided(kind, place + name, "documents")));
        result.AddRange(theirs.Except(ours).Order(StringComparer.Ordinal).Select(name => new OneSided(kind, place + name, "export")));
    }
}
