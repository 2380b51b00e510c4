using System;
using System.Collections.Generic;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reading;

/// <summary>Reads a server and puts its variables' defaults into its address.</summary>
internal static class ServerReader
{
    public static ApiServer Read(NodeAccess access, MappingNode node)
    {
        var template = access.OptionalText(node, "url", "servers[]") ?? throw access.Document.Refuse(
            node, Rule.Structure, "A server has no url.");
        var variables = new List<ApiServerVariable>();
        var address = template;
        foreach (var entry in access.OptionalMapping(node, "variables", "servers[]")?.Entries ?? [])
        {
            var variable = access.Mapping(entry.Value, $"servers[].variables.{entry.Key}");
            var value = access.OptionalWord(variable, "default", $"servers[].variables.{entry.Key}") ?? "";
            variables.Add(new ApiServerVariable(entry.Key, value, access.Prose(variable, "description", "servers[].variables")));
            address = address.Replace($"{{{entry.Key}}}", value, StringComparison.Ordinal);
        }

        return new ApiServer(template, variables, address, access.Prose(node, "description", "servers[]"), access.At(node));
    }
}
