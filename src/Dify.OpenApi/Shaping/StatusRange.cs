using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

/// <summary>
/// Expands status ranges.
/// CUSTOM: NSwag writes a range into a comparison, which does not compile.
/// </summary>
internal static class StatusRange
{
    private static readonly string[] ClientErrors = ["400", "401", "403", "404", "409", "412", "413", "415", "422", "429"];
    private static readonly string[] ServerErrors = ["500", "502", "503", "504"];

    public static bool IsStatus(string text) => text.Length == 3 && text[0] is >= '1' and <= '5' && text.All(char.IsAsciiDigit);

    public static IReadOnlyList<string> Expand(ApiResponse response, ApiOperation operation, ExplanationLog log)
    {
        var status = response.Status;
        var listed = operation.Responses.Select(other => other.Status).ToHashSet();
        switch (status.ToUpperInvariant())
        {
            case "4XX":
                log.Add(
                    operation.Key,
                    $"{status} is {string.Join(", ", ClientErrors.Where(code => !listed.Contains(code)))}",
                    "NSwag cannot compile a range");
                return [.. ClientErrors.Where(code => !listed.Contains(code))];
            case "5XX":
                log.Add(
                    operation.Key,
                    $"{status} is {string.Join(", ", ServerErrors.Where(code => !listed.Contains(code)))}",
                    "NSwag cannot compile a range");
                return [.. ServerErrors.Where(code => !listed.Contains(code))];
            case "DEFAULT":
                log.Add(operation.Key, "default is left out", "every status that is no success is a problem");
                return [];
        }

        if (!IsStatus(status))
        {
            throw response.Origin.Refuse(
                Rule.KnownStatus, $"{operation.Key} has a response '{status}'. Write three digits, 2XX, 4XX, 5XX or default.");
        }

        if (status[0] is '4' or '5')
        {
            return [status];
        }

        log.Add(operation.Key, $"{status} is left out", "the client follows no redirects and handles no interim answers; such an answer "
            + "is a problem");
        return [];
    }
}
