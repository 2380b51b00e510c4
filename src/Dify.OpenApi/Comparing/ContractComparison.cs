using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Problems;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Compares two contracts as callers feel it: by operations, types and codes, never by what documents call them.</summary>
internal sealed class ContractComparison
{
    /// <summary>What the place of an operation's streaming method ends with.</summary>
    public const string Streaming = " (streaming)";

    private const string Implementing = "callers go on as they are; implementers of {0} have to write it";

    private readonly ChangeLog log = new();
    private readonly Contract old;
    private readonly Contract current;
    private readonly CSharpTypes types;

    private ContractComparison(Contract old, Contract current)
    {
        this.old = old;
        this.current = current;
        types = new CSharpTypes(old, current);
    }

    public static IReadOnlyList<Change> Compare(Contract old, Contract current)
    {
        var comparison = new ContractComparison(old, current);
        comparison.CompareServers();
        var (gone, come) = (Only(old, current), Only(current, old));
        comparison.CompareOperations(gone, come);
        comparison.CompareCodes(gone, come);
        return comparison.log.Changes;
    }

    private static string Method(ContractOperation operation) => $"{operation.Client.Class}.{Words.Pascal(operation.Id)}Async";

    private static string Place(ContractOperation operation)
    {
        // Clients of one scope have the same names for an operation, and each has it as a method of its own.
        var key = operation.Client.Scope is { } scope ? $"{operation.Client.Class} {operation.Key[(scope.Length + 1)..]}" : operation.Key;
        return operation.IsStreamingHalf ? key + Streaming : key;
    }

    private static List<ContractOperation> Only(Contract contract, Contract other)
    {
        var known = other.Operations.Select(Place).ToHashSet(StringComparer.Ordinal);
        return [.. contract.Operations.Where(operation => !known.Contains(Place(operation)))];
    }

    private static string Main => NameTable.Committed.Clients[0].Class;

    private void CompareServers()
    {
        var before = old.Source.Servers.FirstOrDefault()?.Address.TrimEnd('/');
        var after = current.Source.Servers.FirstOrDefault()?.Address.TrimEnd('/');
        if (before is not null && after is not null)
        {
            const string Elsewhere = "where it is not set, calls go elsewhere";
            log.Compare(Effect.Behavior, "server", "server", before, after, "DifyClientOptions.BaseAddress", Elsewhere);
        }

        log.Prose("document title", old.Source.Title, current.Source.Title, Main);
        log.Prose("document description", old.Source.Description, current.Source.Description, Main);
    }

    private void CompareOperations(List<ContractOperation> gone, List<ContractOperation> come)
    {
        var (withGone, withCome) = (new TypeUses(old, gone, current), new TypeUses(current, come, old));
        AddPresence(gone, withGone, names => (names, null), Effect.BinaryAndSource, "");
        AddPresence(come, withCome, names => (null, names), Effect.Implementers, Implementing);
        var before = old.Operations.ToDictionary(Place, StringComparer.Ordinal);
        foreach (var now in current.Operations)
        {
            if (before.TryGetValue(Place(now), out var was))
            {
                CompareOperation(Place(now), was, now);
            }
        }

        new TypeComparison(log, types).Compare(old, current, withGone, withCome);
    }

    /// <summary>An operation is one row, with the types that nothing else has, whether it streams beside answering or not.</summary>
    private void AddPresence(
        List<ContractOperation> operations, TypeUses uses, Func<string, (string? Old, string? New)> sides, Effect effect, string note)
    {
        // A type that several of them use is told with the first.
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var halves in operations.GroupBy(operation => (operation.Client, operation.Key)))
        {
            var (before, after) = sides(string.Join(", ", halves.Select(half => half.Id)));
            var with = TypeUses.Note(halves.SelectMany(uses.With).Where(told.Add).Order(StringComparer.Ordinal));
            var others = string.Format(CultureInfo.InvariantCulture, note, $"I{halves.Key.Client.Class}");
            var notes = string.Join("; ", new[] { with, others }.Where(part => part.Length > 0));
            log.Add(effect, "operation", Place(halves.First()), before, after, string.Join(", ", halves.Select(Method)), notes);
        }
    }

    private void CompareOperation(string place, ContractOperation was, ContractOperation now)
    {
        var member = Method(now);
        log.Compare(Effect.BinaryAndSource, "operation name", place, was.Id, now.Id, member);
        log.Compare(Effect.BinaryAndSource, "answer", place, was.Answer.ToString(), now.Answer.ToString(), member);
        log.Compare(Effect.BinaryAndSource, "answer", place, was.Success.Shape?.CSharpType, now.Success.Shape?.CSharpType, member);
        log.Compare(Effect.BinaryAndSource, "events", place, was.EventType, now.EventType, member);
        log.Compare(Effect.Compatible, "status", place, was.Success.Status, now.Success.Status, member);
        log.Prose($"{place} summary", was.Summary, now.Summary, member);
        log.Prose($"{place} description", was.Description, now.Description, member);
        log.Prose($"{place} {now.Success.Status}", was.Success.Description, now.Success.Description, member);
        CompareParameters(place, was, now, member);
        log.Compare(Effect.Compatible, "request body", place, was.Body?.MediaType, now.Body?.MediaType, member);
        CompareProblems(place, was, now, member);
    }

    private void CompareParameters(string place, ContractOperation was, ContractOperation now, string member)
    {
        var (effect, note) = Signature.Compare(was.Arguments, now.Arguments, types);
        log.Compare(effect, "signature", place, Signature.Of(was.Arguments), Signature.Of(now.Arguments), member, note);
        var known = Parameters(was);
        foreach (var (key, parameter) in Parameters(now))
        {
            if (known.TryGetValue(key, out var old))
            {
                var name = $"{member}({parameter.Name})";
                var (before, after) = (old.Separator ?? "one by one", parameter.Separator ?? "one by one");
                log.Compare(Effect.Compatible, "list style", $"{place} {key}", before, after, name);
                log.Prose($"{place} {key}", old.Description, parameter.Description, name);
            }
        }
    }

    /// <summary>Path parameters by their place in the path, the others by their wire names.</summary>
    private static Dictionary<string, ContractParameter> Parameters(ContractOperation operation)
    {
        var inPath = operation.Parameters
            .Where(parameter => parameter.In == "path")
            .OrderBy(parameter => operation.Path.IndexOf($"{{{parameter.Name}}}", StringComparison.Ordinal))
            .Select((parameter, index) => ($"path parameter {index + 1}", parameter));
        var others = operation.Parameters.Where(parameter => parameter.In != "path")
            .Select(parameter => ($"{parameter.In} parameter {parameter.WireName}", parameter));
        return inPath.Concat(others).ToDictionary(pair => pair.Item1, pair => pair.parameter, StringComparer.Ordinal);
    }

    private void CompareProblems(string place, ContractOperation was, ContractOperation now, string member)
    {
        foreach (var status in was.Problems.Keys.Union(now.Problems.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var before = was.Problems.GetValueOrDefault(status);
            var after = now.Problems.GetValueOrDefault(status);
            if (before is null || after is null)
            {
                log.Add(Effect.Compatible, "status", $"{place} {status}", before is null
                    ? null
                    : status, after is null ? null : status, member);
            }

            var oldCodes = before?.Codes.Select(code => code.Code).ToList() ?? [];
            var newCodes = after?.Codes.Select(code => code.Code).ToList() ?? [];
            foreach (var code in oldCodes.Union(newCodes, StringComparer.Ordinal)
                .Where(code => oldCodes.Contains(code) != newCodes.Contains(code)))
            {
                log.Add(Effect.Compatible, "problem code", $"{place} {status}", oldCodes.Contains(code)
                    ? code
                    : null, newCodes.Contains(code) ? code : null, $"DifyErrorCode.{Words.Pascal(code)}");
            }

            if (before is not null && after is not null && oldCodes.SequenceEqual(newCodes))
            {
                log.Prose($"{place} {status}", before.Description, after.Description, member);
            }
        }
    }

    private void CompareCodes(List<ContractOperation> gone, List<ContractOperation> come)
    {
        var before = ProblemCatalogue.Of(old.Source).ToDictionary(code => code.Code, StringComparer.Ordinal);
        var after = ProblemCatalogue.Of(current.Source).ToDictionary(code => code.Code, StringComparer.Ordinal);
        foreach (var code in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            switch (before.GetValueOrDefault(code), after.GetValueOrDefault(code))
            {
                case ({ } was, null):
                    log.Add(Effect.BinaryAndSource, "code", code, code, null, $"DifyErrorCode.{was.Name}", Of(gone, code));
                    break;
                case (null, { } now):
                    log.Add(Effect.Compatible, "code", code, null, code, $"DifyErrorCode.{now.Name}", Of(come, code));
                    break;
                case ({ } was, { } now):
                    log.Compare(Effect.BinaryAndSource, "code", code, was.Name, now.Name, $"DifyErrorCode.{now.Name}");
                    log.Prose(code, was.Explanation, now.Explanation, $"DifyErrorCode.{now.Name}");
                    break;
            }
        }

        static string Of(List<ContractOperation> operations, string code)
        {
            var with = operations.Find(
                operation => operation.Problems.Values.SelectMany(problem => problem.Codes).Any(known => known.Code == code));
            return with is null ? "" : $"of {Place(with)}";
        }
    }
}
