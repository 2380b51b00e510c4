using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

/// <summary>
/// Chooses the one success answer of an operation.
/// CUSTOM: NSwag throws on a second success status.
/// </summary>
internal sealed class SuccessShaper(ExplanationLog log)
{
    public ApiResponse Choose(ApiOperation operation)
    {
        var successes = operation.Responses.Where(response => response.IsSuccess)
            .OrderBy(response => response.Status, StringComparer.Ordinal)
            .ToList();
        if (successes.Count == 0)
        {
            var fallback = operation.Responses.Find(
                response => response.Status == "default" && !operation.Responses.Exists(other => other.Status.StartsWith('4')));
            log.Add(operation.Key, "answers 200", "the document names no success status");
            return fallback is null
                ? new ApiResponse("200", null, default, [], operation.Origin)
                : fallback with { Status = "200" };
        }

        // A status without a body says nothing of the answer. Of several with the same one, such as 200 and 201, servers send the last.
        var first = successes.Find(response => MediaTypes.FindEvents(response.Contents) is not null) ?? successes.Find(
            response => response.Contents.Count > 0) ?? successes[0];
        var chosen = successes.FindLast(response => response == first || IsSame(response, first))!;
        foreach (var other in successes.Where(response => response != chosen))
        {
            log.Add(operation.Key, $"answers {chosen.Status}", $"one success status per operation; {other.Status} is read the same way");
            if (other.Contents.Count > 0 && !IsSame(other, chosen))
            {
                RefuseUnreadable(operation, chosen, other);
            }
        }

        if (!chosen.Status.Equals("2XX", StringComparison.OrdinalIgnoreCase))
        {
            return StatusRange.IsStatus(chosen.Status)
                ? chosen
                : throw chosen.Origin.Refuse(Rule.KnownStatus, $"{operation.Key} answers '{chosen.Status}', which is no HTTP status.");
        }

        log.Add(operation.Key, "answers 200", "the document says 2XX, which NSwag cannot compile");
        return chosen with { Status = "200" };
    }

    /// <summary>The JSON of the operation's other successes, where it is not that of the chosen one.</summary>
    public static IEnumerable<(string Status, SchemaUse Use)> OthersOf(ApiOperation operation, ApiResponse chosen) =>
        from other in operation.Responses
        where other.IsSuccess && other.Status != chosen.Status && !IsSame(other, chosen)
        let json = MediaTypes.FindJson(other.Contents)
        where json?.Use is not null
        select (other.Status, json.Use);

    private static bool IsSame(ApiResponse left, ApiResponse right) =>
        left.Contents.Count > 0 && left.Contents.Count == right.Contents.Count
        && left.Contents.Zip(right.Contents)
            .All(pair => pair.First.MediaType == pair.Second.MediaType && SameUse(pair.First.Use, pair.Second.Use));

    private static bool SameUse(SchemaUse? left, SchemaUse? right) =>
        left is null || right is null ? left == right : SchemaSignature.Same(left.Schema, right.Schema);

    /// <summary>A second answer can be read if both are JSON objects: the type then holds the members of both.</summary>
    private static void RefuseUnreadable(ApiOperation operation, ApiResponse chosen, ApiResponse other)
    {
        var isReadable = IsObject(MediaTypes.FindJson(chosen.Contents))
            && IsObject(MediaTypes.FindJson(other.Contents))
            && other.Contents.Count == 1;
        if (!isReadable)
        {
            throw other.Origin.Refuse(
                Rule.KnownStatus,
                $"{operation.Key} answers {chosen.Status}, and {other.Status} with another body. Both can be read only if both are JSON objects: correct one of them, or take it out.");
        }
    }

    private static bool IsObject(ApiContent? content) =>
        content?.Use?.Schema is { } schema && (schema.Kinds.SetEquals(["object"]) || (schema.Alternatives.Count > 0
            && schema.Alternatives.TrueForAll(alternative => alternative.Schema.Kinds.SetEquals(["object"]))));
}
