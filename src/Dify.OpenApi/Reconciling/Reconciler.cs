using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reconciling;

/// <summary>Makes one description of the API from the two languages' documents.</summary>
internal sealed class Reconciler
{
    private readonly DifferenceLog log;
    private readonly OperationReconciler operations;

    private Reconciler(bool comparing)
    {
        log = new DifferenceLog(comparing);
        operations = new OperationReconciler(log);
    }

    /// <summary>At least one document must be given.</summary>
    public static (ApiDocument Merged, IReadOnlyList<Difference> Differences) Reconcile(ApiDocument? english, ApiDocument? japanese)
    {
        var reconciler = new Reconciler(english is not null && japanese is not null);
        return (reconciler.Merge(english, japanese), reconciler.log.Differences);
    }

    private ApiDocument Merge(ApiDocument? english, ApiDocument? japanese)
    {
        var first = english ?? japanese ?? throw new ArgumentNullException(nameof(english));
        var merged = new ApiDocument(first.Origin)
        {
            Version = first.Version,
            Title = log.Prose("document title", english?.Title ?? default, japanese?.Title ?? default),
            Description = log.Prose("document description", english?.Description ?? default, japanese?.Description ?? default),
        };
        log.Compare(DifferenceKind.Prose, "document version", english?.Version, japanese?.Version, "each keeps its own");
        merged.Servers.AddRange(MergeServers(english, japanese));
        merged.Tags.AddRange(first.Tags);
        CompareTags(english, japanese);
        merged.SecuritySchemes.AddRange(MergeSecurity(english, japanese));

        var inEnglish = ByKey(english);
        var inJapanese = ByKey(japanese);
        foreach (var key in inEnglish.Keys.Union(inJapanese.Keys, StringComparer.Ordinal))
        {
            merged.Operations.Add(operations.Merge(inEnglish.GetValueOrDefault(key), inJapanese.GetValueOrDefault(key)));
        }

        merged.Operations.Sort(static (left, right) => Compare(left, right));
        merged.DiscriminatedComponents.AddRange(operations.MergeDiscriminated(english, japanese));
        return merged;
    }

    private static int Compare(ApiOperation left, ApiOperation right)
    {
        var byPath = string.CompareOrdinal(left.Path, right.Path);
        return byPath != 0 ? byPath : string.CompareOrdinal(left.Method, right.Method);
    }

    private static OrderedDictionary<string, ApiOperation> ByKey(ApiDocument? document)
    {
        var operations = new OrderedDictionary<string, ApiOperation>(StringComparer.Ordinal);
        foreach (var operation in document?.Operations ?? [])
        {
            operations[operation.Key] = operation;
        }

        return operations;
    }

    private IEnumerable<ApiServer> MergeServers(ApiDocument? english, ApiDocument? japanese)
    {
        var left = english?.Servers.FirstOrDefault();
        var right = japanese?.Servers.FirstOrDefault();
        if (left is null || right is null)
        {
            if (english is not null && japanese is not null && (left is not null || right is not null))
            {
                log.Add(DifferenceKind.Server, "server", left?.Template, right?.Template, "the one that is named");
            }

            return (left ?? right) is { } only ? [only] : [];
        }

        if (!string.Equals(left.Address.TrimEnd('/'), right.Address.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            throw left.Origin.Refuse(
                Rule.OneAddress,
                $"The server's address is {left.Address} here and {right.Address} in {right.Origin.Document.File}({right.Origin.Position.Line}). Both documents must lead to the same address.");
        }

        if (Described(left) != Described(right))
        {
            log.Add(DifferenceKind.Server, "server", Described(left), Described(right), $"both lead to {left.Address}");
        }

        var description = log.Prose("server description", left.Description, right.Description);
        foreach (var variable in left.Variables)
        {
            var other = right.Variables.FirstOrDefault(candidate => candidate.Name == variable.Name);
            if (other is not null)
            {
                log.Prose($"server variable {variable.Name}", variable.Description, other.Description);
            }
        }

        return [left with { Description = description }];
    }

    private static string Described(ApiServer server) =>
        server.Variables.Count == 0
            ? server.Template
            : $"{server.Template} with {string.Join(", ", server.Variables.Select(variable => $"{variable.Name}={variable.Default}"))}";

    private void CompareTags(ApiDocument? english, ApiDocument? japanese)
    {
        var left = english?.Tags ?? [];
        var right = japanese?.Tags ?? [];
        if (!left.SequenceEqual(right))
        {
            log.Add(DifferenceKind.Tag, "document tags", Names(left), Names(right), "the English ones");
        }

        static string? Names(List<ApiTag> tags) => tags.Count == 0 ? null : string.Join(", ", tags.Select(tag => tag.Name));
    }

    private IEnumerable<ApiSecurityScheme> MergeSecurity(ApiDocument? english, ApiDocument? japanese)
    {
        var left = english?.SecuritySchemes ?? [];
        var right = japanese?.SecuritySchemes ?? [];
        foreach (var name in left.Concat(right).Select(scheme => scheme.Name).Distinct(StringComparer.Ordinal))
        {
            var inEnglish = left.Find(scheme => scheme.Name == name);
            var inJapanese = right.Find(scheme => scheme.Name == name);
            if (inEnglish is null || inJapanese is null)
            {
                log.Add(DifferenceKind.SecurityScheme, name, inEnglish?.Definition, inJapanese?.Definition, "the union");
                yield return (inEnglish ?? inJapanese)!;
                continue;
            }

            if (inEnglish.Definition != inJapanese.Definition)
            {
                throw inEnglish.Origin.Refuse(
                    Rule.DecidedDifference,
                    $"The security scheme {name} is {inEnglish.Definition} here and {inJapanese.Definition} in {inJapanese.Origin.Document.File}({inJapanese.Origin.Position.Line}). No rule decides between them; correct one of the documents.");
            }

            yield return inEnglish with
            {
                Description = log.Prose($"security scheme {name}", inEnglish.Description, inJapanese.Description),
            };
        }
    }
}
