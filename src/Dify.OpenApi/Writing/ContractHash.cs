using System;
using System.Security.Cryptography;
using System.Text;
using Dify.OpenApi.Model;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Identifies a document by what the client takes from it, so that the same document in another notation or order has the same hash.</summary>
internal static class ContractHash
{
    /// <param name="document">The document, read anew: shaping adds to it.</param>
    /// <param name="language">The language of its prose.</param>
    public static string Of(ApiDocument document, Language language)
    {
        var contract = ContractJson.Write(ContractBuilder.Build(document), language);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(contract)));
    }
}
