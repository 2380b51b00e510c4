using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dify.OpenApi.Model;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Identifies a document by what the client takes from it, so that the same document in another notation or order has the same
/// hash.</summary>
internal static class ContractHash
{
    /// <param name="document">The document, read anew: shaping adds to it.</param>
    /// <param name="language">The language of its prose.</param>
    public static string Of(ApiDocument document, Language language)
    {
        var contract = JsonNode.Parse(ContractJson.Write(ContractBuilder.Build(document), language))!.AsObject();
        RemoveCode(contract);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Write(contract))));
    }

    /// <summary>Identifies several documents by the hashes of each.</summary>
    public static string Of(IEnumerable<string> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes))));

    // How C# reads and writes a member follows from its shape: another way to do so makes no other document.
    private static void RemoveCode(JsonNode node)
    {
        if (node is JsonObject members)
        {
            members.Remove(TypeJson.ReadMember);
            members.Remove(TypeJson.WriteMember);
            members.Remove(ContractJson.Statements);
            members.Where(member => member.Value is not null).ToList().ForEach(member => RemoveCode(member.Value!));
        }
        else if (node is JsonArray items)
        {
            items.Where(item => item is not null).ToList().ForEach(item => RemoveCode(item!));
        }
    }
}
