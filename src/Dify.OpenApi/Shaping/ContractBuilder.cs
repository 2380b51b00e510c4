using System;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Retained;

namespace Dify.OpenApi.Shaping;

/// <summary>Shapes the reconciled description for NSwag and for .NET.</summary>
internal static class ContractBuilder
{
    public static Contract Build(ApiDocument document, bool withRetained = true)
    {
        var log = new ExplanationLog();
        var table = NameTable.Committed;
        if (withRetained)
        {
            RetainedMerge.Into(document, RetainedDescription.Read(), table, log);
        }

        var mapper = new TypeMapper(table, log);
        var streams = new StreamFinder(document, table, log);
        var events = new EventTypeBuilder(mapper, table, streams.Families, log);
        var names = new OperationNames(table, log);
        names.Reserve(document.Operations);
        var arguments = new ArgumentShaper(mapper.Names, table, log);
        var shaper = new OperationShaper(names, mapper, table, arguments, events, streams, log);
        var contract = new Contract { Source = document };
        foreach (var operation in document.Operations.OrderBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.Method, StringComparer.Ordinal))
        {
            contract.Operations.AddRange(shaper.Shape(operation));
        }

        foreach (var type in new TypeBuilder(mapper, log).Build().Concat(events.Types).Concat(arguments.Types))
        {
            if (contract.Types.ContainsKey(type.Name))
            {
                throw document.Origin.Refuse(Rule.UniqueNames, $"Two types would be called {type.Name}. Rename one of them in the document.");
            }

            contract.Types.Add(type.Name, type);
        }

        EssentialMember.AddTo(contract, table);
        contract.Explanations = log.Entries;
        return contract;
    }
}
