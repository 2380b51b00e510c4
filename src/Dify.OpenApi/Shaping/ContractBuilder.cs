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
        var operations = ClientOperations.Of(document, table);
        var streams = new StreamFinder(document, [.. operations.Select(one => one.Operation)], table, log);
        var events = new EventTypeBuilder(mapper, table, streams.Families, log);
        var names = new OperationNames(table, log);
        names.Reserve(operations.Select(one => one.Operation));
        var arguments = new ArgumentShaper(mapper.Names, table, log);
        var shaper = new OperationShaper(names, mapper, table, arguments, events, streams, log);
        var contract = new Contract { Source = document };
        foreach (var (client, operation) in operations)
        {
            contract.Operations.AddRange(shaper.Shape(client, operation));
        }

        foreach (var type in new TypeBuilder(mapper, log).Build().Concat(events.Types).Concat(arguments.Types))
        {
            if (contract.Types.ContainsKey(type.Name))
            {
                throw document.Origin.Refuse(
                    Rule.UniqueNames, $"Two types would be called {type.Name}. Rename one of them in the document.");
            }

            contract.Types.Add(type.Name, type);
        }

        EssentialMember.AddTo(contract, table);
        ContractList.AddTo(contract, table, log);
        contract.Explanations = log.Entries;
        return contract;
    }
}
