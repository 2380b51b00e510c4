using System;
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
        var successes = operation.Responses.Where(response => response.IsSuccess).OrderBy(response => response.Status, StringComparer.Ordinal).ToList();
        if (successes.Count == 0)
        {
            var fallback = operation.Responses.Find(response => response.Status == "default" && !operation.Responses.Exists(other => other.Status.StartsWith('4')));
            log.Add(operation.Key, "answers 200", "the document names no success status");
            return fallback is null
                ? new ApiResponse("200", null, default, [], operation.Origin)
                : fallback with { Status = "200" };
        }

        // Servers that document 200 and 201 send 201; a status without a body says nothing of the answer.
        var chosen = successes.FindLast(response => response.Contents.Count > 0) ?? successes[0];
        if (successes.Count > 1)
        {
            var others = string.Join(", ", successes.Where(response => response != chosen).Select(response => response.Status));
            log.Add(operation.Key, $"answers {chosen.Status}", $"one success status per operation; {others} is read the same way");
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
}
