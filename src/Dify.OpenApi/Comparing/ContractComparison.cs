using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Problems;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Compares two contracts as callers feel it: by operations, types and codes, never by what documents call them.</summary>
internal sealed class ContractComparison
{
    private const string Client = "DifyWorkflowClient";
    private const string Implementers = "only for classes of your own that implement IDifyWorkflowClient; callers go on as they are";

    private readonly ChangeLog log = new();

    public static IReadOnlyList<Change> Compare(Contract old, Contract current)
    {
        var comparison = new ContractComparison();
        comparison.CompareServers(old, current);
        comparison.CompareOperations(old, current);
        new TypeComparison(comparison.log).Compare(old, current);
        comparison.CompareCodes(old, current);
        return comparison.log.Changes;
    }

    private static string Method(ContractOperation operation) => $"{Client}.{Words.Pascal(operation.Id)}Async";

    private static string Place(ContractOperation operation) => operation.Path.EndsWith("#stream", StringComparison.Ordinal) ? $"{operation.Key} (streaming)" : operation.Key;

    private void CompareServers(Contract old, Contract current)
    {
        var before = old.Source.Servers.FirstOrDefault()?.Address.TrimEnd('/');
        var after = current.Source.Servers.FirstOrDefault()?.Address.TrimEnd('/');
        if (before is not null && after is not null)
        {
            log.Compare(Impact.Breaking, "server", "server", before, after, "DifyClientOptions.BaseAddress");
        }

        log.Prose("document title", old.Source.Title, current.Source.Title, Client);
        log.Prose("document description", old.Source.Description, current.Source.Description, Client);
    }

    private void CompareOperations(Contract old, Contract current)
    {
        var before = old.Operations.ToDictionary(Place, StringComparer.Ordinal);
        var after = current.Operations.ToDictionary(Place, StringComparer.Ordinal);
        foreach (var place in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            switch (before.GetValueOrDefault(place), after.GetValueOrDefault(place))
            {
                case ({ } was, null):
                    log.Add(Impact.Breaking, "operation", place, was.Id, null, Method(was));
                    break;
                case (null, { } now):
                    log.Add(Impact.Breaking, "operation", place, null, now.Id, Method(now), Implementers);
                    break;
                case ({ } was, { } now):
                    CompareOperation(place, was, now);
                    break;
            }
        }
    }

    private void CompareOperation(string place, ContractOperation was, ContractOperation now)
    {
        var member = Method(now);
        log.Compare(Impact.Breaking, "operation name", place, was.Id, now.Id, member);
        log.Compare(Impact.Breaking, "answer", place, was.Answer.ToString(), now.Answer.ToString(), member);
        log.Compare(Impact.Breaking, "answer", place, was.Success.Shape?.CSharpType, now.Success.Shape?.CSharpType, member);
        log.Compare(Impact.Breaking, "events", place, was.EventType, now.EventType, member);
        log.Compare(Impact.Compatible, "status", place, was.Success.Status, now.Success.Status, member);
        log.Prose($"{place} summary", was.Summary, now.Summary, member);
        log.Prose($"{place} description", was.Description, now.Description, member);
        log.Prose($"{place} {now.Success.Status}", was.Success.Description, now.Success.Description, member);
        CompareParameters(place, was, now, member);
        CompareBody(place, was, now, member);
        CompareProblems(place, was, now, member);
    }

    private void CompareParameters(string place, ContractOperation was, ContractOperation now, string member)
    {
        var felt = Signature.Compare(was.Arguments, now.Arguments);
        log.Compare(felt, "signature", place, Signature.Of(was.Arguments), Signature.Of(now.Arguments), member);
        var before = Parameters(was);
        var after = Parameters(now);
        foreach (var key in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            var at = $"{place} {key}";
            switch (before.GetValueOrDefault(key), after.GetValueOrDefault(key))
            {
                case ({ } old, null):
                    log.Add(Impact.Breaking, "parameter", at, old.Shape.CSharpType, null, $"{member}({old.Name})");
                    break;
                case (null, { } current):
                    log.Add(current.IsRequired ? Impact.Breaking : felt, "parameter", at, null, current.Shape.CSharpType, $"{member}({current.Name})");
                    break;
                case ({ } old, { } current):
                    var name = $"{member}({current.Name})";
                    log.Compare(Impact.Breaking, "parameter name", at, old.Name, current.Name, name);
                    log.Compare(Impact.Breaking, "type", at, old.Shape.CSharpType, current.Shape.CSharpType, name);
                    log.Compare(Impact.Compatible, "list style", at, old.Separator, current.Separator, name);
                    log.Requirement(at, old.IsRequired, current.IsRequired, name);
                    log.Prose(at, old.Description, current.Description, name);
                    break;
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
        var others = operation.Parameters.Where(parameter => parameter.In != "path").Select(parameter => ($"{parameter.In} parameter {parameter.WireName}", parameter));
        return inPath.Concat(others).ToDictionary(pair => pair.Item1, pair => pair.parameter, StringComparer.Ordinal);
    }

    private void CompareBody(string place, ContractOperation was, ContractOperation now, string member)
    {
        var at = $"{place} request";
        switch (was.Body, now.Body)
        {
            case (null, null):
                break;
            case (null, { } current):
                log.Add(Impact.Breaking, "request body", at, null, current.Shape?.CSharpType ?? current.MediaType, member);
                break;
            case ({ } old, null):
                log.Add(Impact.Breaking, "request body", at, old.Shape?.CSharpType ?? old.MediaType, null, member);
                break;
            case ({ } old, { } current):
                log.Compare(Impact.Breaking, "request body", at, old.MediaType, current.MediaType, member);
                log.Compare(Impact.Breaking, "request body", at, old.Shape?.CSharpType, current.Shape?.CSharpType, member);
                break;
        }
    }

    private void CompareProblems(string place, ContractOperation was, ContractOperation now, string member)
    {
        foreach (var status in was.Problems.Keys.Union(now.Problems.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var before = was.Problems.GetValueOrDefault(status);
            var after = now.Problems.GetValueOrDefault(status);
            if (before is null || after is null)
            {
                log.Add(Impact.Compatible, "status", $"{place} {status}", before is null ? null : status, after is null ? null : status, member);
            }

            var oldCodes = before?.Codes.Select(code => code.Code).ToList() ?? [];
            var newCodes = after?.Codes.Select(code => code.Code).ToList() ?? [];
            foreach (var code in oldCodes.Union(newCodes, StringComparer.Ordinal).Where(code => oldCodes.Contains(code) != newCodes.Contains(code)))
            {
                log.Add(Impact.Compatible, "problem code", $"{place} {status}", oldCodes.Contains(code) ? code : null, newCodes.Contains(code) ? code : null, $"DifyErrorCode.{Words.Pascal(code)}");
            }

            if (before is not null && after is not null && oldCodes.SequenceEqual(newCodes))
            {
                log.Prose($"{place} {status}", before.Description, after.Description, member);
            }
        }
    }

    private void CompareCodes(Contract old, Contract current)
    {
        var before = ProblemCatalogue.Of(old.Source).ToDictionary(code => code.Code, StringComparer.Ordinal);
        var after = ProblemCatalogue.Of(current.Source).ToDictionary(code => code.Code, StringComparer.Ordinal);
        foreach (var code in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            switch (before.GetValueOrDefault(code), after.GetValueOrDefault(code))
            {
                case ({ } was, null):
                    log.Add(Impact.Breaking, "code", code, code, null, $"DifyErrorCode.{was.Name}");
                    break;
                case (null, { } now):
                    log.Add(Impact.Compatible, "code", code, null, code, $"DifyErrorCode.{now.Name}");
                    break;
                case ({ } was, { } now):
                    log.Compare(Impact.Breaking, "code", code, was.Name, now.Name, $"DifyErrorCode.{now.Name}");
                    log.Prose(code, was.Explanation, now.Explanation, $"DifyErrorCode.{now.Name}");
                    break;
            }
        }
    }
}
