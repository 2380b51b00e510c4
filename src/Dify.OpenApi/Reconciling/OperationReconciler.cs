using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Problems;

namespace Dify.OpenApi.Reconciling;

/// <summary>Makes one operation of the two languages' descriptions of it.</summary>
internal sealed class OperationReconciler(DifferenceLog log)
{
    private const string Union = "the union";
    private const string OwnText = "each keeps its own";

    private readonly SchemaReconciler schemas = new(log);

    public ApiOperation Merge(ApiOperation? english, ApiOperation? japanese)
    {
        var first = english ?? japanese ?? throw new ArgumentNullException(nameof(english));
        var place = $"{first.Method.ToUpperInvariant()} {first.Path}";
        var merged = new ApiOperation(first.Method, first.Path, first.Origin)
        {
            OperationId = english?.OperationId ?? japanese?.OperationId,
            Summary = (english?.Summary ?? default).Or(japanese?.Summary ?? default),
            Description = (english?.Description ?? default).Or(japanese?.Description ?? default),
        };
        merged.Tags.AddRange(first.Tags);
        if (english is not null && japanese is not null)
        {
            Compare(english, japanese, place);
        }
        else
        {
            log.Add(DifferenceKind.Operation, place, english?.OperationId, japanese?.OperationId, Union);
        }

        MergeParameters(merged, english, japanese, place);
        merged.Body = MergeBody(english, japanese, place);
        MergeResponses(merged, english, japanese, place);
        return merged;
    }

    /// <summary>Pairs the components that streams may be described by; those that no path reaches are paired by their discriminator's
    /// values.</summary>
    public IEnumerable<Schema> MergeDiscriminated(ApiDocument? english, ApiDocument? japanese)
    {
        var left = english?.DiscriminatedComponents ?? [];
        var right = (japanese?.DiscriminatedComponents ?? []).ToList();
        foreach (var schema in left)
        {
            var partner = right
                .Where(candidate => candidate.Discriminator?.PropertyName == schema.Discriminator?.PropertyName)
                .Select(candidate => (Candidate: candidate, Common: Common(schema, candidate)))
                .Where(pair => pair.Common > 0)
                .OrderByDescending(pair => SameName(schema, pair.Candidate))
                .ThenByDescending(pair => pair.Common)
                .Select(pair => pair.Candidate)
                .FirstOrDefault();
            if (partner is not null)
            {
                right.Remove(partner);
            }

            yield return schemas.Merge(schema, partner, "stream");
        }

        foreach (var schema in right)
        {
            yield return schemas.Merge(null, schema, "stream");
        }
    }

    private static int Common(Schema left, Schema right) =>
        left.Discriminator!.Mapping.Keys.Intersect(right.Discriminator!.Mapping.Keys, StringComparer.Ordinal).Count();

    private static bool SameName(Schema left, Schema right) =>
        right.ComponentName is { } name
            && left.ComponentName is { } other
            && name.StartsWith(other, StringComparison.Ordinal)
            && name.Length <= other.Length + 2;

    private void Compare(ApiOperation english, ApiOperation japanese, string place)
    {
        log.Compare(DifferenceKind.OperationId, place, english.OperationId, japanese.OperationId, "the English one");
        log.Compare(DifferenceKind.Tag, place, Joined(english.Tags), Joined(japanese.Tags), "the English one");
        log.Prose($"{place} summary", english.Summary, japanese.Summary);
        log.Prose($"{place} description", english.Description, japanese.Description);
        foreach (var name in english.Extensions.Keys.Union(japanese.Extensions.Keys, StringComparer.Ordinal))
        {
            log.Compare(
                DifferenceKind.Extension,
                $"{place} {name}",
                english.Extensions.GetValueOrDefault(name),
                japanese.Extensions.GetValueOrDefault(name),
                "not used");
        }
    }

    private void MergeParameters(ApiOperation merged, ApiOperation? english, ApiOperation? japanese, string place)
    {
        var left = english?.Parameters ?? [];
        var right = (japanese?.Parameters ?? []).ToList();
        foreach (var parameter in left)
        {
            var partner = right.Find(candidate => candidate.In == parameter.In && candidate.Name == parameter.Name)
                ?? (parameter.In == "path"
                    ? right.Find(candidate => candidate.In == "path" && PathIndex(japanese!, candidate) == PathIndex(english!, parameter))
                    : null);
            if (partner is null && right.Find(candidate => candidate.Name == parameter.Name) is { } elsewhere)
            {
                throw parameter.Origin.Refuse(
                    Rule.DecidedDifference,
                    $"{place} takes '{parameter.Name}' in the {parameter.In} here and in the {elsewhere.In} in {elsewhere.Origin.Document.File}({elsewhere.Origin.Position.Line}). No rule decides between them; correct one of the documents.");
            }

            if (partner is not null)
            {
                right.Remove(partner);
            }

            merged.Parameters.Add(MergeParameter(parameter, partner, japanese is not null, place));
        }

        merged.Parameters.AddRange(right.Select(parameter => MergeParameter(null, parameter, english is not null, place)));
    }

    private ApiParameter MergeParameter(ApiParameter? english, ApiParameter? japanese, bool comparing, string place)
    {
        var first = english ?? japanese ?? throw new ArgumentNullException(nameof(english));
        var member = $"{place} {first.Name}";
        if (english is null || japanese is null)
        {
            if (comparing)
            {
                log.Add(DifferenceKind.Parameter, member, english?.In, japanese?.In, Union);
            }

            return first with { Use = schemas.Merge(english?.Use, japanese?.Use, member) };
        }

        log.Compare(DifferenceKind.ParameterName, member, english.Name, japanese.Name, "the English one");
        log.Compare(
            DifferenceKind.Required,
            member,
            Required(english.Required.English),
            Required(japanese.Required.Japanese),
            "required if either says so");
        log.Compare(DifferenceKind.Example, member, english.Example, japanese.Example, OwnText);
        return english with
        {
            Required = english.Required.Or(japanese.Required),
            Description = log.Prose(member, english.Description, japanese.Description),
            Use = schemas.Merge(english.Use, japanese.Use, member),
        };

        static string Required(bool? required) => required == true ? "required" : "not required";
    }

    private static int PathIndex(ApiOperation operation, ApiParameter parameter) =>
        operation.Path[..Math.Max(0, operation.Path.IndexOf($"{{{parameter.Name}}}", StringComparison.Ordinal))].Count(
            character => character == '{');

    private ApiBody? MergeBody(ApiOperation? english, ApiOperation? japanese, string place)
    {
        var left = english?.Body;
        var right = japanese?.Body;
        if (left is null && right is null)
        {
            return null;
        }

        var member = $"{place} request";
        if (english is not null && japanese is not null)
        {
            if (left is null || right is null)
            {
                log.Add(DifferenceKind.RequestBody, member, left is null ? null : "described", right is null ? null : "described", Union);
            }
            else
            {
                log.Compare(
                    DifferenceKind.Required,
                    member,
                    left.Required.English == true ? "required" : "not required",
                    right.Required.Japanese == true ? "required" : "not required",
                    "required if either says so");
                log.Prose(member, left.Description, right.Description);
            }
        }

        return new ApiBody(
            (left?.Required ?? default).Or(right?.Required ?? default),
            (left?.Description ?? default).Or(right?.Description ?? default),
            MergeContents(left?.Contents, right?.Contents, member),
            (left ?? right)!.Origin);
    }

    private void MergeResponses(ApiOperation merged, ApiOperation? english, ApiOperation? japanese, string place)
    {
        var left = english?.Responses ?? [];
        var right = japanese?.Responses ?? [];
        foreach (var status in left.Concat(right)
            .Select(response => response.Status)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal))
        {
            var inEnglish = left.Find(response => response.Status == status);
            var inJapanese = right.Find(response => response.Status == status);
            merged.Responses.Add(MergeResponse(inEnglish, inJapanese, english is not null && japanese is not null, $"{place} {status}"));
        }
    }

    private ApiResponse MergeResponse(ApiResponse? english, ApiResponse? japanese, bool comparing, string place)
    {
        var first = english ?? japanese ?? throw new ArgumentNullException(nameof(english));
        if (comparing)
        {
            if (english is null || japanese is null)
            {
                log.Add(DifferenceKind.Response, place, english is null ? null : "described", japanese is null ? null : "described", Union);
            }
            else
            {
                log.Compare(DifferenceKind.ComponentName, place, english.ComponentName, japanese.ComponentName, "the English one");
                log.Prose(place, english.Description, japanese.Description);
            }

            CompareProblems(english, japanese, place);
        }

        return first with
        {
            ComponentName = english?.ComponentName ?? japanese?.ComponentName,
            Description = (english?.Description ?? default).Or(japanese?.Description ?? default),
            Contents = MergeContents(english?.Contents, japanese?.Contents, place),
        };
    }

    private void CompareProblems(ApiResponse? english, ApiResponse? japanese, string place)
    {
        if ((english ?? japanese)!.IsSuccess)
        {
            return;
        }

        var left = ProblemMentions.CodesOf(english);
        var right = ProblemMentions.CodesOf(japanese);
        foreach (var code in left.Union(right, StringComparer.Ordinal))
        {
            log.Compare(
                DifferenceKind.ProblemCode,
                place,
                left.Contains(code) ? code : null,
                right.Contains(code) ? code : null,
                Union);
        }
    }

    private List<ApiContent> MergeContents(IReadOnlyList<ApiContent>? english, IReadOnlyList<ApiContent>? japanese, string place)
    {
        var contents = new List<ApiContent>();
        var mediaTypes = (english ?? [])
            .Concat(japanese ?? [])
            .Select(content => content.MediaType)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var mediaType in mediaTypes)
        {
            var left = english?.FirstOrDefault(content => string.Equals(content.MediaType, mediaType, StringComparison.OrdinalIgnoreCase));
            var right = japanese?.FirstOrDefault(
                content => string.Equals(content.MediaType, mediaType, StringComparison.OrdinalIgnoreCase));
            var isSingle = Math.Max(english?.Count ?? 0, japanese?.Count ?? 0) == 1;
            var member = isSingle || mediaType == "application/json" ? place : $"{place} {mediaType}";
            if (english is not null && japanese is not null)
            {
                if (left is null || right is null)
                {
                    log.Add(DifferenceKind.MediaType, place, left?.MediaType, right?.MediaType, Union);
                }
                else
                {
                    CompareExamples(left, right, member);
                }
            }

            contents.Add((left ?? right)! with
            {
                Use = schemas.MergeOptional(left?.Use, right?.Use, member),
                Examples = [.. left?.Examples ?? [], .. right?.Examples ?? []],
            });
        }

        return contents;
    }

    private void CompareExamples(ApiContent english, ApiContent japanese, string place)
    {
        foreach (var name in english.Examples.Concat(japanese.Examples).Select(example => example.Name).Distinct(StringComparer.Ordinal))
        {
            var left = english.Examples.FirstOrDefault(example => example.Name == name);
            var right = japanese.Examples.FirstOrDefault(example => example.Name == name);
            var member = $"{place} example {name}";
            log.Compare(DifferenceKind.Example, member, left?.Value, right?.Value, OwnText);
            if (left is not null && right is not null)
            {
                log.Prose($"{member} summary", left.Summary, right.Summary);
            }
        }
    }

    private static string? Joined(List<string> values) => values.Count == 0 ? null : string.Join(", ", values);
}
